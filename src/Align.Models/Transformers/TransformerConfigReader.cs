using System.Text.Json;

namespace Align.Models.Transformers;

/// <summary>Reads the keys of a <c>config.json</c> and collects every problem. Keys that change the mathematics are read or refused; the rest is left alone.</summary>
internal sealed class TransformerConfigReader(JsonElement root)
{
    private const int Qwen3HeadDim = 128;
    private readonly List<string> _problems = [];

    /// <summary>What is wrong, one line a problem.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The name of a family in the file.</summary>
    public static string NameOf(TransformerFamily family) => family switch
    {
        TransformerFamily.Qwen2 => "qwen2",
        TransformerFamily.Qwen3 => "qwen3",
        TransformerFamily.Llama => "llama",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "unknown family"),
    };

    /// <summary>The shape; meaningless where <see cref="Problems"/> is not empty.</summary>
    public TransformerConfig Read()
    {
        RefuseUnsupported();
        var family = ReadFamily();
        var heads = RequiredInteger("num_attention_heads");
        return new TransformerConfig
        {
            ModelType = family,
            VocabSize = RequiredInteger("vocab_size"),
            HiddenSize = RequiredInteger("hidden_size"),
            IntermediateSize = RequiredInteger("intermediate_size"),
            NumHiddenLayers = RequiredInteger("num_hidden_layers"),
            NumAttentionHeads = heads,
            NumKeyValueHeads = Integer(root, "num_key_value_heads") ?? heads,
            HeadDim = Integer(root, "head_dim") ?? (family == TransformerFamily.Qwen3 ? Qwen3HeadDim : 0),
            MaxPositionEmbeddings = RequiredInteger("max_position_embeddings"),
            RmsNormEps = Number(root, "rms_norm_eps") ?? 1e-6,
            RopeTheta = Number(root, "rope_theta") ?? Number(Section("rope_parameters"), "rope_theta") ?? 10_000,
            RopeScaling = ReadScaling(),
            TieWordEmbeddings = Flag("tie_word_embeddings"),
            AttentionBias = Flag("attention_bias"),
            BosTokenId = Integer(root, "bos_token_id"),
            EosTokenIds = ReadEos(),
        };
    }

    private void RefuseUnsupported()
    {
        if (Text(root, "hidden_act") is { } activation && activation != "silu")
            _problems.Add($"hidden_act is '{activation}' and only 'silu' is supported");
        if (Flag("mlp_bias")) _problems.Add("mlp_bias is true and feed-forward biases are not supported");
        if (Flag("use_sliding_window")) _problems.Add("use_sliding_window is true and sliding windows are not supported");
        if (root.TryGetProperty("quantization_config", out _)) _problems.Add("quantization_config is present and quantized weights are not supported");
    }

    private TransformerFamily ReadFamily()
    {
        var name = Text(root, "model_type");
        foreach (var family in Enum.GetValues<TransformerFamily>())
            if (NameOf(family) == name) return family;
        _problems.Add($"model_type is '{name}' and only {string.Join(", ", Enum.GetValues<TransformerFamily>().Select(NameOf))} are supported");
        return TransformerFamily.Llama;
    }

    private RopeScaling? ReadScaling()
    {
        var section = Section("rope_scaling") ?? Section("rope_parameters");
        if (section is not { } scaling) return null;
        var kind = Text(scaling, "rope_type") ?? Text(scaling, "type");
        if (kind is null or "default") return null;
        if (kind != "llama3")
        {
            _problems.Add($"rope_scaling is of kind '{kind}' and only 'llama3' is supported");
            return null;
        }
        return new RopeScaling(Required("factor"), Required("low_freq_factor"), Required("high_freq_factor"), (int)Required("original_max_position_embeddings"));

        double Required(string key) => Number(scaling, key) ?? Missing($"rope_scaling.{key}");
    }

    private int[] ReadEos()
    {
        if (!root.TryGetProperty("eos_token_id", out var value) || value.ValueKind != JsonValueKind.Array)
            return Integer(root, "eos_token_id") is { } id ? [id] : [];
        var ids = new List<int>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var each)) ids.Add(each);
            else _problems.Add($"eos_token_id holds {element} and must hold whole numbers");
        }
        return [.. ids];
    }

    private JsonElement? Section(string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private int RequiredInteger(string key) => Integer(root, key) ?? (int)Missing(key);

    private int? Integer(JsonElement? parent, string key)
    {
        if (Find(parent, key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)) return number;
        _problems.Add($"{key} is {value} and must be a whole number");
        return 1;
    }

    private double? Number(JsonElement? parent, string key)
    {
        if (Find(parent, key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)) return number;
        _problems.Add($"{key} is {value} and must be a number");
        return 1;
    }

    private string? Text(JsonElement parent, string key)
    {
        if (Find(parent, key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        _problems.Add($"{key} is {value} and must be a text");
        return null;
    }

    private bool Flag(string key)
    {
        if (Find(root, key) is not { } value) return false;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        _problems.Add($"{key} is {value} and must be true or false");
        return false;
    }

    private static JsonElement? Find(JsonElement? parent, string key) =>
        parent is { } found && found.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private double Missing(string key)
    {
        _problems.Add($"{key} is missing");
        return 1;
    }
}
