using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>The policy: an architecture by preset, by config.json, or by a directory that also holds weights. At most one of the three; none means preset <c>tiny</c>.</summary>
public sealed record ModelConfig : IValidatableObject
{
    /// <summary>A named architecture with random weights (see <c>align list models</c>). Without preset, config and path it is <c>tiny</c>.</summary>
    public string? Preset { get; init; }

    /// <summary>Path of a config.json in the Qwen2 form; weights are random and vocab_size is the tokenizer's. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Config { get; init; }

    /// <summary>Directory with config.json and model.safetensors. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Path { get; init; }

    /// <summary>Type of the parameters. float64 is for exactness tests, bfloat16 for devices with fast bfloat16.</summary>
    public ModelDtype Dtype { get; init; } = ModelDtype.Float32;

    /// <summary>Single sizes to change in the chosen architecture. Not legal with <c>path</c>, whose weights fix every size.</summary>
    public ModelOverrides Overrides { get; init; } = new();

    /// <summary>The preset in effect, or <see langword="null"/> where the architecture comes from a file.</summary>
    public string? EffectivePreset => Config is null && Path is null ? Preset ?? DefaultPreset : null;

    /// <summary>The preset where nothing else is said.</summary>
    public const string DefaultPreset = "tiny";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        string?[] sources = [Preset, Config, Path];
        if (sources.Count(source => source is not null) > 1)
        {
            yield return new("preset, config and path exclude each other; keep one of them", [nameof(Preset)]);
        }
        if (Path is not null && Overrides != new ModelOverrides())
        {
            yield return new("overrides are not legal with path, whose weights fix every size; remove overrides, or use config instead of path", [nameof(Overrides)]);
        }
    }
}

/// <summary>Single sizes that replace those of the chosen architecture. A key that is absent or null keeps the architecture's own.</summary>
public sealed record ModelOverrides
{
    /// <summary>Width of the residual stream. 1 to 65,536.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Number of transformer blocks. 1 to 512.</summary>
    [Range(1, 512)]
    public int? NumHiddenLayers { get; init; }

    /// <summary>Query heads; must divide hidden_size. 1 to 1,024.</summary>
    [Range(1, 1024)]
    public int? NumAttentionHeads { get; init; }

    /// <summary>Key and value heads; must divide num_attention_heads. 1 to 1,024.</summary>
    [Range(1, 1024)]
    public int? NumKeyValueHeads { get; init; }

    /// <summary>Width of the feed-forward layer. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int? IntermediateSize { get; init; }

    /// <summary>Longest sequence, in tokens, prompt and completion together. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int? MaxPositionEmbeddings { get; init; }

    /// <summary>Whether the output layer shares the embedding's weights.</summary>
    public bool? TieWordEmbeddings { get; init; }
}

/// <summary>Types of model parameters.</summary>
public enum ModelDtype
{
    /// <summary>32-bit float.</summary>
    Float32,

    /// <summary>16-bit brain float.</summary>
    Bfloat16,

    /// <summary>64-bit float.</summary>
    Float64,
}
