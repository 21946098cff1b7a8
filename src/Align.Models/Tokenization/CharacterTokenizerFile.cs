using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Align.Models.Tokenization;

/// <summary>Writes and reads a <see cref="CharacterTokenizer"/> as a <c>tokenizer.json</c>: a WordLevel model behind a split into single characters.</summary>
/// <remarks>The unknown token is absent from the vocabulary on purpose: a character outside the alphabet is an error there too.</remarks>
public static class CharacterTokenizerFile
{
    private const string FormatVersion = "1.0";
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The file's text.</summary>
    public static string Serialize(CharacterTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions)) Write(json, tokenizer);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Writes the file.</summary>
    public static void Save(CharacterTokenizer tokenizer, string path) => File.WriteAllText(path, Serialize(tokenizer));

    /// <summary>Reads the file.</summary>
    /// <exception cref="ModelFileException">The file is missing, is not JSON, or is not a character tokenizer's.</exception>
    public static CharacterTokenizer Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, "Unreadable", "a readable file", exception.Message, exception);
        }
    }

    /// <summary>Reads the file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">How messages call it.</param>
    /// <exception cref="ModelFileException">The text is not JSON, or not a character tokenizer's.</exception>
    public static CharacterTokenizer Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, ReaderOptions);
            return Parse(document.RootElement, path);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ModelFileException(path, "InvalidTokenizer", "the tokenizer.json of a character tokenizer", exception.Message, exception);
        }
    }

    private static CharacterTokenizer Parse(JsonElement root, string path)
    {
        RequireText(root, "version", FormatVersion, path);
        RequireText(root.GetProperty("pre_tokenizer"), "type", "Split", path);
        var model = root.GetProperty("model");
        RequireText(model, "type", "WordLevel", path);
        var byId = model.GetProperty("vocab").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt32(), StringComparer.Ordinal);
        var characters = byId.Keys.Except(CharacterTokenizer.SpecialTokens).ToArray();
        if (characters.FirstOrDefault(text => !Rune.TryGetRuneAt(text.Length == 0 ? "\ud800" : text, 0, out var rune) || rune.Utf16SequenceLength != text.Length) is { } bad)
            throw new ModelFileException(path, "InvalidTokenizer", "a vocabulary of single characters ($.model.vocab)", $"'{bad}'");
        if (characters.Length == 0)
            throw new ModelFileException(path, "InvalidTokenizer", "at least one character ($.model.vocab)", "none");
        var tokenizer = new CharacterTokenizer(string.Concat(characters));
        RequireSameIds(tokenizer, byId, path);
        return tokenizer;
    }

    private static void RequireSameIds(CharacterTokenizer tokenizer, Dictionary<string, int> ids, string path)
    {
        for (var id = 0; id < tokenizer.VocabularySize; id++)
        {
            var text = tokenizer.Vocabulary[id];
            if (!ids.TryGetValue(text, out var actual) || actual != id)
                throw new ModelFileException(path, "InvalidTokenizer", $"id {id} for '{text}' ($.model.vocab)", ids.ContainsKey(text) ? $"{actual}" : "no such token");
        }
    }

    private static void RequireText(JsonElement parent, string name, string expected, string path)
    {
        var actual = parent.GetProperty(name).GetString();
        if (actual != expected)
            throw new ModelFileException(path, "InvalidTokenizer", $"\"{name}\": \"{expected}\"", $"\"{actual}\"");
    }

    private static void Write(Utf8JsonWriter json, CharacterTokenizer tokenizer)
    {
        json.WriteStartObject();
        json.WriteString("version", FormatVersion);
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < CharacterTokenizer.SpecialTokens.Length; id++) WriteSpecial(json, id);
        json.WriteEndArray();
        json.WriteNull("normalizer");
        WritePreTokenizer(json);
        json.WriteNull("post_processor");
        json.WriteStartObject("decoder");
        json.WriteString("type", "Fuse");
        json.WriteEndObject();
        WriteModel(json, tokenizer);
        json.WriteEndObject();
    }

    private static void WriteSpecial(Utf8JsonWriter json, int id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("content", CharacterTokenizer.SpecialTokens[id]);
        foreach (var flag in (ReadOnlySpan<string>)["single_word", "lstrip", "rstrip", "normalized"]) json.WriteBoolean(flag, false);
        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }

    private static void WritePreTokenizer(Utf8JsonWriter json)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", "(?s:.)");
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, CharacterTokenizer tokenizer)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "WordLevel");
        json.WriteStartObject("vocab");
        for (var id = 0; id < tokenizer.VocabularySize; id++) json.WriteNumber(tokenizer.Vocabulary[id], id);
        json.WriteEndObject();
        json.WriteString("unk_token", "<unk>");
        json.WriteEndObject();
    }
}
