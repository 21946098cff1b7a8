using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>log(sigmoid(z)) instead of −softplus(−z), as in ORPO's published code: −∞ below −88 in float32.</summary>
public sealed record LogOfSigmoidDpo : IPreferenceLoss
{
    public double Beta { get; init; } = 0.1;

    public LossTraits Traits => new DpoLoss { Beta = Beta }.Traits;

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        -(PreferenceMargins.LogRatioMargin(batch) * Beta).sigmoid().log();
}
