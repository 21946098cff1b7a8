using System.ComponentModel.DataAnnotations;
using Align.Models.Adapters;
using Align.Models.Transformers;

namespace Align.Training.Configuration;

/// <summary>Trains a low-rank adapter over the frozen policy (arXiv:2106.09685) and merges it into the weights when the stage ends; PEFT's names.</summary>
public sealed record LoraConfig : IValidatableObject
{
    /// <summary>Rank of every update. 1 to 65,536.</summary>
    [Range(1, 65536)]
    public int R { get; init; } = 8;

    /// <summary>The update is scaled by lora_alpha / r. Above 0, up to 1e6.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double LoraAlpha { get; init; } = 16;

    /// <summary>Probability that an element of the adapter's input is zeroed in training. Above 0, which elements depends on the cut into micro-batches too. 0 up to, but below, 1.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double LoraDropout { get; init; }

    /// <summary>Which projections of every block are adapted: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj.</summary>
    [MinLength(1)]
    public ValueList<string> TargetModules { get; init; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>What the model is given.</summary>
    internal LoraOptions ToOptions() => new() { Rank = R, Alpha = LoraAlpha, Dropout = LoraDropout, TargetModules = [.. TargetModules] };

    /// <summary>How many parameters the adapter has.</summary>
    internal long ParameterCount(TransformerConfig shape)
    {
        var (query, keyValue) = ((long)shape.NumAttentionHeads * shape.HeadDim, (long)shape.NumKeyValueHeads * shape.HeadDim);
        return shape.NumHiddenLayers * R * TargetModules.Sum(module => module switch
        {
            "q_proj" or "o_proj" => shape.HiddenSize + query,
            "k_proj" or "v_proj" => shape.HiddenSize + keyValue,
            _ => (long)shape.HiddenSize + shape.IntermediateSize,
        });
    }

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        var unknown = TargetModules.Except(LoraOptions.AllModules).ToArray();
        if (unknown.Length > 0)
        {
            yield return new($"'{string.Join("', '", unknown)}' is no projection of a block; choose among {string.Join(", ", LoraOptions.AllModules)}", [nameof(TargetModules)]);
        }
        if (TargetModules.Distinct().Count() != TargetModules.Count)
        {
            yield return new("a projection stands twice; keep one", [nameof(TargetModules)]);
        }
    }
}
