using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>Preference training: the policy learns from pairs of answers, the better one named.</summary>
public sealed record PreferenceStageConfig : StageConfig
{
    /// <inheritdoc/>
    public override string Type => "preference";

    /// <inheritdoc/>
    public override long Steps => MaxSteps;

    /// <inheritdoc/>
    internal override LoraConfig? TrainedAdapter => Lora;

    /// <inheritdoc/>
    /// <remarks>Losses without a reference too: reward without divergence says nothing. Under an adapter the frozen policy is the reference, unless a loss reads token by token.</remarks>
    internal override bool NeedsReference => Lora is null || Losses.Any(loss => loss.Loss.Traits.ReadsTokens);

    /// <summary>Optimizer steps of the stage. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int MaxSteps { get; init; }

    /// <summary>The losses whose weighted sum is minimized: each a <c>name</c> (see <c>align list losses</c>), a <c>weight</c> and that loss's own options.</summary>
    [MinLength(1)]
    public required ValueList<PreferenceLossConfig> Losses { get; init; }

    /// <summary>Pairs per optimizer step. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int PerStepPairs { get; init; } = 32;

    /// <summary>Pairs per forward pass, each of two sequences; the loss does not depend on it, except through the masks of <c>lora_dropout</c>, which each pass draws for itself. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 32;

    /// <summary>What to learn from.</summary>
    [Flattened]
    public PairDataConfig Pairs { get; init; } = new();

    /// <summary>Steps between two evaluations on held-out examples, the last step always among them; 0 for none. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int EvalSteps { get; init; }

    /// <summary>Whether the reference scores all examples once before the first step, and keeps the scores in the run's directory. The numbers are the same either way, bit for bit.</summary>
    public bool PrecomputeReference { get; init; }

    /// <summary>Directory of a reward model for losses that weigh by its margins (madpo). Without it, that of the run's last reward_model stage. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? RewardModel { get; init; }

    /// <summary>Weights of the examples by their own losses; without it, all count alike.</summary>
    public SampleReweightingConfig? SampleReweighting { get; init; }

    /// <summary>Weights of response tokens, for losses that read them (sparsepo, mapo); null where none does.</summary>
    public TokenMaskConfig? TokenMasks { get; init; }

    /// <summary>Train a low-rank adapter instead of the whole policy; merged when the stage ends.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>AdamW and its schedule.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 1e-4 };
}
