using System.Text.Json;
using Align.Models.Safetensors;
using Align.Models.Transformers;

namespace Align.Models.Adapters;

/// <summary>Reads and writes an adapter as PEFT does: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>, tensors named <c>base_model.model.….lora_A.weight</c>.</summary>
public static class LoraFile
{
    private const string ConfigFile = "adapter_config.json";
    private const string WeightsFile = "adapter_model.safetensors";
    private const string Prefix = "base_model.model.";
    private static readonly string[] RefusedSwitches = ["use_rslora", "use_dora", "fan_in_fan_out"];

    /// <summary>Writes an adapter.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="directory">Created where it does not exist; the files are overwritten.</param>
    public static void Save(LoraAdapter adapter, string directory)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, ConfigFile), Serialize(adapter.Options));
        using var output = File.Create(Path.Combine(directory, WeightsFile));
        SafetensorsWriter.Write(output, adapter.Tensors().ToDictionary(pair => Prefix + pair.Key, pair => pair.Value), new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Reads an adapter for a model.</summary>
    /// <param name="model">What it adapts.</param>
    /// <param name="directory">Where the two files are.</param>
    /// <exception cref="ModelFileException">A file is missing or broken, asks for what is not offered here, or its tensors are not those of the model's projections.</exception>
    public static LoraAdapter Load(DecoderTransformer model, string directory)
    {
        ArgumentNullException.ThrowIfNull(model);
        var adapter = LoraAdapter.Create(model, ReadOptions(Path.Combine(directory, ConfigFile)), seed: 0);
        try
        {
            Fill(adapter, Path.Combine(directory, WeightsFile));
            return adapter;
        }
        catch
        {
            adapter.Dispose();
            throw;
        }
    }

    private static void Fill(LoraAdapter adapter, string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var targets = adapter.Tensors().ToDictionary(pair => Prefix + pair.Key, pair => pair.Value);
        var found = file.Header.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var differences = targets.Where(target => !found.TryGetValue(target.Key, out var entry) || !entry.Shape.AsSpan().SequenceEqual(target.Value.shape)).Select(target => target.Key)
            .Concat(found.Keys.Except(targets.Keys)).Order(StringComparer.Ordinal).ToArray();
        if (differences.Length > 0)
            throw new ModelFileException(path, nameof(SafetensorsCheck.ModelMismatch), $"the {targets.Count} tensors of the adapter", $"{differences.Length} that are missing, of another shape or too many: {string.Join(", ", differences.Take(5))}");
        foreach (var (name, target) in targets) target.copy_(file.Read(name, requireFinite: true));
    }

    private static byte[] Serialize(LoraOptions options) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
    {
        ["peft_type"] = "LORA",
        ["task_type"] = "CAUSAL_LM",
        ["base_model_name_or_path"] = null,
        ["r"] = options.Rank,
        ["lora_alpha"] = options.Alpha,
        ["lora_dropout"] = options.Dropout,
        ["target_modules"] = options.TargetModules,
        ["bias"] = "none",
        ["use_rslora"] = false,
        ["use_dora"] = false,
        ["fan_in_fan_out"] = false,
    });

    private static LoraOptions ReadOptions(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (Refused(root) is { } key) throw new ModelFileException(path, "UnsupportedAdapter", "plain LoRA without biases, DoRA or rank-stabilised scaling", $"{key}: {root.GetProperty(key)}");
            var options = new LoraOptions
            {
                Rank = root.GetProperty("r").GetInt32(),
                Alpha = root.GetProperty("lora_alpha").GetDouble(),
                Dropout = root.TryGetProperty("lora_dropout", out var dropout) ? dropout.GetDouble() : 0,
                TargetModules = [.. root.GetProperty("target_modules").EnumerateArray().Select(name => name.GetString()!)],
            };
            return options.Validate() is { Count: 0 } ? options : throw new ModelFileException(path, "InvalidAdapter", "a rank, alpha, dropout and target modules in their ranges", string.Join("; ", options.Validate()));
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException)
        {
            throw new ModelFileException(path, "InvalidAdapter", "an object with peft_type, r, lora_alpha and target_modules", failure.Message, failure);
        }
    }

    // What would change the meaning of the tensors and is not offered here.
    private static string? Refused(JsonElement root)
    {
        if (root.GetProperty("peft_type").GetString() != "LORA") return "peft_type";
        if (root.TryGetProperty("bias", out var bias) && bias.GetString() != "none") return "bias";
        return RefusedSwitches.FirstOrDefault(key => root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True);
    }
}
