using Align.Training.Configuration;
using Align.Training.Preference.TokenMasks;

namespace Align.Training.Preference;

/// <summary>What a preference update trains with.</summary>
/// <param name="Losses">The weighted losses.</param>
/// <param name="MicroBatchSize">Examples a forward pass.</param>
/// <param name="Optimizer">AdamW and its schedule.</param>
/// <param name="TotalSteps">Optimizer steps of the stage.</param>
internal sealed record PreferenceSettings(IReadOnlyList<PreferenceLossConfig> Losses, int MicroBatchSize, OptimizerConfig Optimizer, long TotalSteps)
{
    /// <summary>Weights of the response tokens; <see langword="null"/> for all 1.</summary>
    public ITokenWeights? TokenWeights { get; init; }

    /// <summary>Looks out for masks that no gradient reaches any more; <see langword="null"/> where none is trained.</summary>
    public DeadMaskWatch? DeadMasks { get; init; }

    /// <summary>Writes the weights, token by token, after the last step; <see langword="null"/> where there are none.</summary>
    public TokenMaskExport? MaskExport { get; init; }

    /// <summary>Weights of the examples by their own losses; <see langword="null"/> for all 1.</summary>
    public SampleReweightingConfig? SampleReweighting { get; init; }

    /// <summary>The reward model's margins of the examples to learn from; <see langword="null"/> where no loss reads them.</summary>
    public RewardMargins? RewardMargins { get; init; }

    /// <summary>The evaluation on held-out examples; <see langword="null"/> for none.</summary>
    public PreferenceEvaluation? Evaluation { get; init; }
}
