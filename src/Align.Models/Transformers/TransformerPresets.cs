namespace Align.Models.Transformers;

/// <summary>Named shapes for models that are trained from nothing.</summary>
public static class TransformerPresets
{
    /// <summary>The names, as in configuration.</summary>
    public static IReadOnlyList<string> Names { get; } = ["tiny", "small"];

    /// <summary>The shape of a name.</summary>
    /// <param name="name"><c>tiny</c>: d 128, 4 blocks, 4 heads of which 2 hold keys and values, feed-forward 384, context 256. <c>small</c>: d 256, 6 blocks, 8 and 4 heads, feed-forward 768, context 512. Both tied.</param>
    /// <param name="vocabSize">Rows of the embedding; the tokenizer's size.</param>
    /// <exception cref="ArgumentException">No such preset.</exception>
    public static TransformerConfig Create(string name, int vocabSize) => name switch
    {
        "tiny" => Shape(vocabSize, hidden: 128, feedForward: 384, layers: 4, heads: 4, keyValueHeads: 2, context: 256),
        "small" => Shape(vocabSize, hidden: 256, feedForward: 768, layers: 6, heads: 8, keyValueHeads: 4, context: 512),
        _ => throw new ArgumentException($"there is no model preset '{name}'; the presets are {string.Join(", ", Names)}", nameof(name)),
    };

    private static TransformerConfig Shape(int vocabSize, int hidden, int feedForward, int layers, int heads, int keyValueHeads, int context) => new()
    {
        VocabSize = vocabSize,
        HiddenSize = hidden,
        IntermediateSize = feedForward,
        NumHiddenLayers = layers,
        NumAttentionHeads = heads,
        NumKeyValueHeads = keyValueHeads,
        MaxPositionEmbeddings = context,
    };
}
