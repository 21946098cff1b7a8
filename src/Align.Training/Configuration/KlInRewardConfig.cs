using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Divergences;

namespace Align.Training.Configuration;

/// <summary>The KL to the policy at the stage's start as a part of the reward of each token, r_t − β·KL_t (arXiv:2203.02155), instead of a term of the loss.</summary>
public sealed record KlInRewardConfig
{
    /// <summary>β, at the start of the stage where a controller moves it. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.001;

    /// <summary>Estimator of the KL per token.</summary>
    public KlEstimator Estimator { get; init; } = KlEstimator.K1;

    /// <summary>The controller that moves β towards a target of the KL; null means that β stays.</summary>
    public AdaptiveKl? Adaptive { get; init; }
}
