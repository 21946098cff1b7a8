using System.Globalization;

namespace Align.Training.Configuration;

/// <summary>The sizes of a decoder-only transformer of the Qwen2 form, without its vocabulary. What a plan computes with.</summary>
/// <param name="HiddenSize">Width of the residual stream.</param>
/// <param name="NumHiddenLayers">Blocks.</param>
/// <param name="NumAttentionHeads">Query heads.</param>
/// <param name="NumKeyValueHeads">Key and value heads.</param>
/// <param name="IntermediateSize">Width of the feed-forward layer.</param>
/// <param name="MaxPositionEmbeddings">Longest sequence in tokens.</param>
/// <param name="TieWordEmbeddings">Whether the output layer shares the embedding's weights.</param>
public sealed record ModelShape(
    int HiddenSize,
    int NumHiddenLayers,
    int NumAttentionHeads,
    int NumKeyValueHeads,
    int IntermediateSize,
    int MaxPositionEmbeddings,
    bool TieWordEmbeddings)
{
    /// <summary>Width of one head.</summary>
    public int HeadSize => HiddenSize / NumAttentionHeads;

    /// <summary>The sizes with those of <paramref name="overrides"/> in their place.</summary>
    public ModelShape With(ModelOverrides overrides) => new(
        overrides.HiddenSize ?? HiddenSize,
        overrides.NumHiddenLayers ?? NumHiddenLayers,
        overrides.NumAttentionHeads ?? NumAttentionHeads,
        overrides.NumKeyValueHeads ?? NumKeyValueHeads,
        overrides.IntermediateSize ?? IntermediateSize,
        overrides.MaxPositionEmbeddings ?? MaxPositionEmbeddings,
        overrides.TieWordEmbeddings ?? TieWordEmbeddings);

    /// <summary>Trainable parameters: embedding, blocks (queries, keys and values with bias, output, SwiGLU, two norms), the last norm, and the output layer where it is not tied.</summary>
    /// <param name="vocabularySize">Rows of the embedding.</param>
    public long ParameterCount(int vocabularySize)
    {
        long hidden = HiddenSize;
        var keyValueWidth = (long)NumKeyValueHeads * HeadSize;
        var attention = (2 * hidden * hidden) + hidden + (2 * ((hidden * keyValueWidth) + keyValueWidth));
        var feedForward = 3 * hidden * IntermediateSize;
        var embeddings = (TieWordEmbeddings ? 1 : 2) * vocabularySize * hidden;
        return embeddings + (NumHiddenLayers * (attention + feedForward + (2 * hidden))) + hidden;
    }

    /// <summary>What contradicts itself in the sizes: the key concerned and why.</summary>
    public IEnumerable<(string Key, string Problem)> Contradictions()
    {
        if (HiddenSize % NumAttentionHeads != 0)
        {
            yield return ("num_attention_heads", Invariant($"{NumAttentionHeads} does not divide hidden_size {HiddenSize}; choose a divisor"));
        }
        else if (HeadSize % 2 != 0)
        {
            yield return ("num_attention_heads", Invariant($"hidden_size {HiddenSize} / {NumAttentionHeads} heads gives heads of odd width {HeadSize}, which rotary positions cannot pair; choose an even width"));
        }
        if (NumAttentionHeads % NumKeyValueHeads != 0)
        {
            yield return ("num_key_value_heads", Invariant($"{NumKeyValueHeads} does not divide num_attention_heads {NumAttentionHeads}; choose a divisor"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
