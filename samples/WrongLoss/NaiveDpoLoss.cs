using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace WrongLoss;

/// <summary>DPO as one writes it first: −log(sigmoid(β·D)). Right on paper, and infinite in float32 once β·D falls below −88.</summary>
public sealed record NaiveDpoLoss : IPreferenceLoss
{
    /// <summary>β, the strength of the KL anchor.</summary>
    public double Beta { get; init; } = 0.1;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        Monotone = true,
        ShiftInvariant = true,
        SwapComplement = true,
        LogTwoAtReference = true,
        GradientBound = Beta,
    };

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        using var scope = NewDisposeScope();
        var margin = PreferenceMargins.LogRatioMargin(batch);
        return (-(margin * Beta).sigmoid().log()).MoveToOuterDisposeScope();
    }
}
