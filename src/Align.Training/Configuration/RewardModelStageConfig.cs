using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>Trains a reward model on pairs (Bradley and Terry): a copy of the policy with a linear head on the last response token. The weights of the best held-out loss are kept.</summary>
public sealed record RewardModelStageConfig : StageConfig
{
    /// <inheritdoc/>
    public override string Type => "reward_model";

    /// <inheritdoc/>
    public override long Steps => MaxSteps;

    /// <summary>Optimizer steps of the stage at most. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public required int MaxSteps { get; init; }

    /// <summary>Pairs per optimizer step. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int PerStepPairs { get; init; } = 32;

    /// <summary>Pairs per forward pass, each of two sequences; the loss does not depend on it. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MicroBatchSize { get; init; } = 32;

    /// <summary>What to learn from.</summary>
    [Flattened]
    public PairDataConfig Pairs { get; init; } = new();

    /// <summary>Steps between two evaluations on held-out pairs; the last step is always evaluated. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int EvalSteps { get; init; } = 20;

    /// <summary>Evaluations in a row without a better held-out loss after which the stage ends. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int Patience { get; init; } = 3;

    /// <summary>AdamW and its schedule.</summary>
    [Flattened]
    public OptimizerConfig Optimizer { get; init; } = new() { LearningRate = 1e-4 };
}
