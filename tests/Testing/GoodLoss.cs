using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing;

/// <summary>A loss of a user's that keeps its promises: exp(−β·D), as boosting has it, with a bounded exponent.</summary>
public sealed record GoodLoss : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, Monotone = true, ShiftInvariant = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        (PreferenceMargins.LogRatioMargin(batch) * -0.1).clamp(-20, 20).exp();
}
