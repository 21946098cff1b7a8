using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>The parts of the GRPO objective and their weights. Names and defaults follow TRL.</summary>
public sealed record GrpoOptions
{
    /// <summary>How token losses are averaged, unless the loss has an aggregation of its own. Default <see cref="LossType.Dapo"/>.</summary>
    public LossType LossType { get; init; } = LossType.Dapo;

    /// <summary>The policy loss. Default PPO's clip with ε = ε_high = 0.2, no dual clip.</summary>
    public IPolicyLoss Loss { get; init; } = new ClippedPolicyLoss();

    /// <summary>β, the weight of the KL term. At least 0. Default 0: no reference is needed.</summary>
    public double Beta { get; init; }

    /// <summary>The estimate of the KL. Default k3.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>The weight of the entropy bonus. Default 0.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>verl's bound of the k3 estimate (10 there); default none. See <see cref="KlPenalty"/>.</summary>
    public double? KlValueClamp { get; init; }

    /// <summary>Added to token counts that divide; default 0. See <see cref="LossAggregation"/>.</summary>
    public double DenominatorEpsilon { get; init; }
}
