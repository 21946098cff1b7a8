using Align.Models.Transformers;

namespace Align.Training.Configuration;

/// <summary>From a <see cref="ModelConfig"/> to the sizes of a transformer. Reads config.json where one is named; touches no tensor.</summary>
public static class ModelArchitecture
{
    private const string ConfigFileName = "config.json";

    /// <summary>The sizes in effect, overrides included.</summary>
    /// <param name="model">Which architecture.</param>
    /// <param name="vocabularySize">Tokens of the tokenizer: the embedding's rows. Random weights take as many, and weights from a file must have as many, or an id without a text could be sampled.</param>
    /// <exception cref="Align.Models.ModelFileException">The named config.json is missing or broken, or stands beside weights and has another <c>vocab_size</c>.</exception>
    public static TransformerConfig Resolve(ModelConfig model, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.EffectivePreset is { } preset)
        {
            return Override(TransformerPresets.Create(preset, vocabularySize), model.Overrides);
        }
        var file = model.Config ?? Path.Combine(model.Path!, ConfigFileName);
        var stored = TransformerConfigFile.Load(file);
        var shape = Override(model.Path is null ? stored with { VocabSize = vocabularySize } : stored, model.Overrides);
        var problems = shape.Validate();
        if (problems.Count > 0)
        {
            throw new Align.Models.ModelFileException(file, "InvalidOverrides", "sizes that fit one another", string.Join("; ", problems));
        }
        return shape.VocabSize == vocabularySize
            ? shape
            : throw new Align.Models.ModelFileException(file, "OtherVocabulary", $"vocab_size {vocabularySize}, the tokens of the tokenizer", $"{shape.VocabSize}");
    }

    /// <summary>The sizes with those of <paramref name="overrides"/> in their place.</summary>
    public static TransformerConfig Override(TransformerConfig shape, ModelOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(overrides);
        return shape with
        {
            HiddenSize = overrides.HiddenSize ?? shape.HiddenSize,
            NumHiddenLayers = overrides.NumHiddenLayers ?? shape.NumHiddenLayers,
            NumAttentionHeads = overrides.NumAttentionHeads ?? shape.NumAttentionHeads,
            NumKeyValueHeads = overrides.NumKeyValueHeads ?? shape.NumKeyValueHeads,
            IntermediateSize = overrides.IntermediateSize ?? shape.IntermediateSize,
            MaxPositionEmbeddings = overrides.MaxPositionEmbeddings ?? shape.MaxPositionEmbeddings,
            TieWordEmbeddings = overrides.TieWordEmbeddings ?? shape.TieWordEmbeddings,
        };
    }

    /// <summary>Bytes of one value of a type.</summary>
    public static int BytesPerValue(ModelDtype dtype) => dtype switch
    {
        ModelDtype.Bfloat16 => 2,
        ModelDtype.Float64 => 8,
        _ => 4,
    };
}
