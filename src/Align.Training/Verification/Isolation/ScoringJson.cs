using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Align.Training.Verification.Isolation;

/// <summary>How requests and answers are written: snake_case, one line each, no nulls, NaN and infinities by name.</summary>
internal static partial class ScoringJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The bytes of a value.</summary>
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The value that bytes hold.</summary>
    /// <exception cref="ProtocolException">They hold none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new ProtocolException("null in place of a message");
        }
        catch (JsonException exception)
        {
            throw new ProtocolException($"a message is not what was agreed: {exception.Message}", exception);
        }
    }

    /// <summary>The answer of a line that some program wrote. Python writes NaN and Infinity bare, which JSON has not.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static ScoringAnswer ReadAnswerLine(string line) =>
        Read<ScoringAnswer>(System.Text.Encoding.UTF8.GetBytes(BareNumber().Replace(line, "$1\"$2\"$3")));

    [GeneratedRegex("(\"reward\"\\s*:\\s*)(NaN|-?Infinity)(\\s*[,}])", RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();
}
