using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>Supervised fine-tuning on solutions: by default the cross-entropy of the completion tokens, averaged over the step's tokens.</summary>
public sealed record SftStageConfig : StageConfig
{
    /// <inheritdoc/>
    public override string Type => "sft";

    /// <inheritdoc/>
    public override long Steps => MaxSteps;

    /// <inheritdoc/>
    internal override LoraConfig? TrainedAdapter => Lora;

    /// <inheritdoc/>
    internal override bool NeedsReference => Loss.Loss.Traits.NeedsReference && Lora is null;

    /// <summary>Optimizer steps of the stage. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int MaxSteps { get; init; }

    /// <summary>Examples per optimizer step. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int PerStepExamples { get; init; } = 128;

    /// <summary>Examples per forward pass; the loss does not depend on it, except through the masks of <c>lora_dropout</c>, which each pass draws for itself. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 128;

    /// <summary>The loss: its <c>name</c> (see <c>align list losses</c>) and its own options, such as <c>{ name: asft, kl_coef: 0.1 }</c>.</summary>
    public SupervisedLossConfig Loss { get; init; } = new();

    /// <summary>A JSONL file of <c>{"prompt": …, "completion": …}</c>. Without it, the environment's own solutions. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Data { get; init; }

    /// <summary>Train a low-rank adapter instead of the whole policy; merged when the stage ends.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>AdamW and its schedule.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 1e-3 };
}
