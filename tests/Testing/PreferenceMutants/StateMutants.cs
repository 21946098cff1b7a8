using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Testing.PreferenceMutants;

/// <summary>A moving average kept in the loss, as beta-DPO's authors do: the same call gives another value.</summary>
public sealed record RememberingDpo : IPreferenceLoss
{
    private double _mean;

    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        var margins = PreferenceMargins.LogRatioMargin(batch);
        _mean = (0.9 * _mean) + (margins.numel() == 0 ? 0 : 0.1 * margins.mean().to(ScalarType.Float64).item<double>());
        return LogisticLoss.Of((margins - _mean) * 0.1);
    }
}

/// <summary>beta-DPO's weights as its authors compute them: at the first step, where policy and reference are one, the spread is 0 and they are 0/0.</summary>
public sealed record FirstStepBetaDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true, CouplesBatch = true };

    public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
    {
        var gaps = PreferenceMargins.LogRatioMargin(step);
        var mean = gaps.numel() == 0 ? 0 : 0.1 * gaps.mean().to(ScalarType.Float64).item<double>();
        var spread = gaps.numel() < 2 ? 0 : 0.1 * gaps.std().to(ScalarType.Float64).item<double>();
        var weights = (((gaps - mean) / spread).square() * -0.5).exp();
        return StepStatistics.None with { ChosenRows = StepStatistics.None.ChosenRows.Add("weight", weights) };
    }

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) =>
        LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1) * statistics.ChosenRows["weight"];
}

/// <summary>Centres the log-probabilities that it was given, in place.</summary>
public sealed record ScribblingDpo : IPreferenceLoss
{
    public LossTraits Traits => new() { NeedsReference = true };

    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        var losses = LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * 0.1);
        using var unrecorded = torch.no_grad();
        batch.Chosen.ReferenceLogProbs!.sub_(1);
        return losses;
    }
}
