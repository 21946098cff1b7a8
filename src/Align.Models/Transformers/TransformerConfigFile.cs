using System.Text;
using System.Text.Json;

namespace Align.Models.Transformers;

/// <summary>Reads and writes a <see cref="TransformerConfig"/> as the <c>config.json</c> of published weights.</summary>
public static class TransformerConfigFile
{
    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing, is not JSON, or asks for something that this transformer does not do; all problems are in the message.</exception>
    public static TransformerConfig Load(string path)
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

    /// <summary>Reads a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">How messages call it.</param>
    /// <exception cref="ModelFileException">As for <see cref="Load"/>.</exception>
    public static TransformerConfig Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json, ReaderOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new JsonException($"the file holds a JSON {document.RootElement.ValueKind}");
            var reader = new TransformerConfigReader(document.RootElement);
            var config = reader.Read();
            var problems = reader.Problems.Concat(reader.Problems.Count == 0 ? config.Validate() : []).ToArray();
            return problems.Length == 0
                ? config
                : throw new ModelFileException(path, "InvalidConfig", "a decoder that this transformer can be", string.Join("; ", problems));
        }
        catch (JsonException exception)
        {
            throw new ModelFileException(path, "InvalidConfig", "a JSON object", exception.Message, exception);
        }
    }

    /// <summary>The file's text.</summary>
    public static string Serialize(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions)) Write(json, config);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, TransformerConfig config)
    {
        json.WriteStartObject();
        json.WriteStartArray("architectures");
        json.WriteStringValue($"{config.ModelType}ForCausalLM");
        json.WriteEndArray();
        json.WriteString("model_type", TransformerConfigReader.NameOf(config.ModelType));
        WriteShape(json, config);
        json.WriteNumber("rms_norm_eps", config.RmsNormEps);
        json.WriteNumber("rope_theta", config.RopeTheta);
        if (config.RopeScaling is { } scaling) WriteScaling(json, scaling);
        json.WriteBoolean("tie_word_embeddings", config.TieWordEmbeddings);
        json.WriteBoolean("attention_bias", config.AttentionBias);
        json.WriteString("hidden_act", "silu");
        if (config.BosTokenId is { } bos) json.WriteNumber("bos_token_id", bos);
        if (config.EosTokenIds.Count > 0) WriteEos(json, config.EosTokenIds);
        json.WriteEndObject();
    }

    private static void WriteShape(Utf8JsonWriter json, TransformerConfig config)
    {
        json.WriteNumber("vocab_size", config.VocabSize);
        json.WriteNumber("hidden_size", config.HiddenSize);
        json.WriteNumber("intermediate_size", config.IntermediateSize);
        json.WriteNumber("num_hidden_layers", config.NumHiddenLayers);
        json.WriteNumber("num_attention_heads", config.NumAttentionHeads);
        json.WriteNumber("num_key_value_heads", config.NumKeyValueHeads);
        json.WriteNumber("head_dim", config.HeadDim);
        json.WriteNumber("max_position_embeddings", config.MaxPositionEmbeddings);
    }

    private static void WriteScaling(Utf8JsonWriter json, RopeScaling scaling)
    {
        json.WriteStartObject("rope_scaling");
        json.WriteString("rope_type", "llama3");
        json.WriteNumber("factor", scaling.Factor);
        json.WriteNumber("low_freq_factor", scaling.LowFreqFactor);
        json.WriteNumber("high_freq_factor", scaling.HighFreqFactor);
        json.WriteNumber("original_max_position_embeddings", scaling.OriginalMaxPositionEmbeddings);
        json.WriteEndObject();
    }

    private static void WriteEos(Utf8JsonWriter json, IReadOnlyList<int> ids)
    {
        json.WriteStartArray("eos_token_id");
        foreach (var id in ids) json.WriteNumberValue(id);
        json.WriteEndArray();
    }
}
