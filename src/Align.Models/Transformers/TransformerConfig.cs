namespace Align.Models.Transformers;

/// <summary>The shape of a decoder-only transformer: RMS norms before each block, rotary positions, grouped-query attention, SwiGLU.</summary>
/// <remarks>Member names are those of the published <c>config.json</c>; read and write one with <see cref="TransformerConfigFile"/>.</remarks>
public sealed record TransformerConfig
{
    /// <summary>Whose weight names and biases. The default is <see cref="TransformerFamily.Qwen2"/>.</summary>
    public TransformerFamily ModelType { get; init; } = TransformerFamily.Qwen2;

    /// <summary>Rows of the embedding, V; at least 1.</summary>
    public required int VocabSize { get; init; }

    /// <summary>Width of the residual stream, d; at least 1.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of the feed-forward layers; at least 1.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of blocks, L; at least 1.</summary>
    public required int NumHiddenLayers { get; init; }

    /// <summary>Query heads, H; at least 1.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>Key and value heads, K; divides <see cref="NumAttentionHeads"/>.</summary>
    public required int NumKeyValueHeads { get; init; }

    /// <summary>Width of one head, D; even. The default is d / H.</summary>
    public int HeadDim { get => field > 0 ? field : HiddenSize / Math.Max(1, NumAttentionHeads); init; }

    /// <summary>The longest sequence, in tokens; at least 1.</summary>
    public required int MaxPositionEmbeddings { get; init; }

    /// <summary>Added to the mean square before the root; at least 0. The default is 1e-6.</summary>
    public double RmsNormEps { get; init; } = 1e-6;

    /// <summary>The base of the rotary frequencies; above 0. The default is 10,000.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>The stretch of the rotary frequencies; <see langword="null"/> for none.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>The head is the embedding's transpose. The default is <see langword="true"/>.</summary>
    public bool TieWordEmbeddings { get; init; } = true;

    /// <summary>Biases on all four attention projections (<c>llama</c>, <c>qwen3</c>); <c>qwen2</c> has its own rule and ignores it.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>Begins a text, where the model has such a token.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>The tokens that end a text; may be empty.</summary>
    public IReadOnlyList<int> EosTokenIds { get; init; } = [];

    /// <summary>Whether the query, key and value projections have biases.</summary>
    public bool HasQueryKeyValueBias => ModelType == TransformerFamily.Qwen2 || AttentionBias;

    /// <summary>Whether the attention's output projection has a bias.</summary>
    public bool HasOutputBias => ModelType != TransformerFamily.Qwen2 && AttentionBias;

    /// <summary>Whether each head's queries and keys are normed.</summary>
    public bool HasHeadNorms => ModelType == TransformerFamily.Qwen3;

    /// <summary>The number of parameters, a tied head counted once: V·d·(1 or 2) + L·(attention + 3·d·f + 2·d) + d.</summary>
    public long ParameterCount
    {
        get
        {
            long d = HiddenSize, query = (long)NumAttentionHeads * HeadDim, keyValue = (long)NumKeyValueHeads * HeadDim;
            var attention = (2 * d * query) + (2 * d * keyValue)
                + (HasQueryKeyValueBias ? query + (2 * keyValue) : 0)
                + (HasOutputBias ? d : 0)
                + (HasHeadNorms ? 2L * HeadDim : 0);
            var block = attention + (3 * d * IntermediateSize) + (2 * d);
            return (VocabSize * d * (TieWordEmbeddings ? 1 : 2)) + (NumHiddenLayers * block) + d;
        }
    }

    /// <summary>What is wrong with the shape, one line a problem; empty when a model can be built.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        AtLeastOne("vocab_size", VocabSize);
        AtLeastOne("hidden_size", HiddenSize);
        AtLeastOne("intermediate_size", IntermediateSize);
        AtLeastOne("num_hidden_layers", NumHiddenLayers);
        AtLeastOne("num_attention_heads", NumAttentionHeads);
        AtLeastOne("num_key_value_heads", NumKeyValueHeads);
        AtLeastOne("max_position_embeddings", MaxPositionEmbeddings);
        Require(NumKeyValueHeads < 1 || NumAttentionHeads % NumKeyValueHeads == 0, $"num_key_value_heads is {NumKeyValueHeads} and must divide num_attention_heads, {NumAttentionHeads}");
        Require(HeadDim > 0 && HeadDim % 2 == 0, $"head_dim is {HeadDim} and must be even and above 0, because rotary positions turn pairs");
        Require(RmsNormEps >= 0 && double.IsFinite(RmsNormEps), $"rms_norm_eps is {RmsNormEps} and must be at least 0");
        Require(RopeTheta > 0 && double.IsFinite(RopeTheta), $"rope_theta is {RopeTheta} and must be above 0");
        if (RopeScaling is { } scaling)
        {
            Require(scaling.Factor > 0, $"rope_scaling.factor is {scaling.Factor} and must be above 0");
            Require(scaling.LowFreqFactor > 0 && scaling.HighFreqFactor > scaling.LowFreqFactor, $"rope_scaling.high_freq_factor is {scaling.HighFreqFactor} and must be above low_freq_factor, {scaling.LowFreqFactor}, which must be above 0");
            AtLeastOne("rope_scaling.original_max_position_embeddings", scaling.OriginalMaxPositionEmbeddings);
        }
        return problems;

        void AtLeastOne(string key, int value) => Require(value >= 1, $"{key} is {value} and must be at least 1");
        void Require(bool holds, string problem)
        {
            if (!holds) problems.Add(problem);
        }
    }
}
