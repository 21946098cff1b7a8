using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Align.Training.Checkpoints;

/// <summary>What a checkpoint holds, written last: a directory without it is no checkpoint.</summary>
/// <remarks>
/// The text has one legal form, and ends with the hash of everything before; so a manifest is accepted only where writing
/// what was read gives the same bytes, and no flipped bit goes unseen.
/// </remarks>
internal sealed record CheckpointManifest(
    [property: JsonPropertyName("format_version")] int FormatVersion,
    [property: JsonPropertyName("step")] long Step,
    [property: JsonPropertyName("config_hash")] string ConfigHash,
    [property: JsonPropertyName("files")] IReadOnlyList<CheckpointFile> Files,
    [property: JsonPropertyName("manifest_sha256")] string Sha256)
{
    public const string FileName = "manifest.json";
    public const int CurrentVersion = 1;
    public const long LargestBytes = 16 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict) { WriteIndented = true, NewLine = "\n", MaxDepth = 8 };

    public static CheckpointManifest Create(long step, string configHash, IReadOnlyList<CheckpointFile> files) =>
        new CheckpointManifest(CurrentVersion, step, configHash, files, "").Sealed();

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The manifest in <paramref name="bytes"/>.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of another version.</exception>
    public static CheckpointManifest Parse(byte[] bytes)
    {
        try
        {
            RequireVersion(bytes);
            var manifest = JsonSerializer.Deserialize<CheckpointManifest>(bytes, Json)
                ?? throw new InvalidDataException($"{FileName} is empty");
            return !manifest.Files.Contains(null!) && manifest.Sealed().ToBytes().AsSpan().SequenceEqual(bytes)
                ? manifest
                : throw new InvalidDataException($"{FileName} does not match its own hash");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"{FileName} is no manifest: {failure.Message}", failure);
        }
    }

    private CheckpointManifest Sealed()
    {
        var open = this with { Sha256 = "" };
        return open with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(open.ToBytes())) };
    }

    // Read by itself: another version may have any other shape.
    private static void RequireVersion(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var version = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format_version", out var element)
            ? element.GetInt32()
            : throw new InvalidDataException($"{FileName} has no format_version");
        if (version != CurrentVersion)
        {
            throw new InvalidDataException($"its format version is {version}, and this program reads version {CurrentVersion}");
        }
    }
}

/// <summary>One file of a checkpoint.</summary>
internal sealed record CheckpointFile(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("sha256")] string Sha256);
