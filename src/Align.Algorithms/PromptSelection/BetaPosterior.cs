using Align.Algorithms.RolloutAllocation;
using Align.Core;
using MathNet.Numerics;

namespace Align.Algorithms.PromptSelection;

/// <summary>A Beta(α, β) belief about a prompt's success rate γ.</summary>
/// <remarks>
/// MoPPS, arXiv:2507.04632, section 3. After n rollouts with c successes
/// <c>α ← λα + (1−λ)α₀ + c</c>, <c>β ← λβ + (1−λ)β₀ + n − c</c>: with λ = 1 the exact posterior, with λ &lt; 1 older rollouts fade
/// towards the prior, for the policy moves.
/// <para>The official code adds n = 8 whatever the true number where n ≤ 1, by a slip of precedence; here n is the true number, and may differ from prompt to prompt.</para>
/// </remarks>
/// <param name="Alpha">Above 0.</param>
/// <param name="Beta">Above 0.</param>
public readonly record struct BetaPosterior(double Alpha, double Beta)
{
    /// <summary>Beta(1, 1): every success rate is as likely.</summary>
    public static BetaPosterior Uniform { get; } = new(1, 1);

    /// <summary>E γ = α/(α+β).</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>Var γ = αβ/((α+β)²(α+β+1)).</summary>
    public double Variance => Mean * (1 - Mean) / (Alpha + Beta + 1);

    /// <summary>P(γ ≤ x), the regularised incomplete beta function I_x(α, β).</summary>
    /// <param name="x">In [0, 1].</param>
    public double Cumulative(double x) => SpecialFunctions.BetaRegularized(Alpha, Beta, x);

    /// <summary>The belief after rollouts that succeeded or failed.</summary>
    /// <param name="observed">The prompt's rollouts of the step; none change nothing, they do not let the belief fade either.</param>
    /// <param name="decay">λ in [0, 1].</param>
    /// <param name="prior">α₀ and β₀.</param>
    public BetaPosterior After(RolloutCounts observed, double decay, BetaPosterior prior)
    {
        observed.Require();
        return After(observed.Successes, observed.Scored, decay, prior);
    }

    /// <summary>The belief after rollouts whose success need not be whole: c = n·(mean of scores in [0, 1]).</summary>
    /// <param name="successes">c, in [0, <paramref name="rollouts"/>].</param>
    /// <param name="rollouts">n; 0 changes nothing.</param>
    /// <param name="decay">λ in [0, 1].</param>
    /// <param name="prior">α₀ and β₀.</param>
    public BetaPosterior After(double successes, int rollouts, double decay, BetaPosterior prior)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, rollouts);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decay, 1);
        return rollouts == 0
            ? this
            : new((decay * Alpha) + ((1 - decay) * prior.Alpha) + successes, (decay * Beta) + ((1 - decay) * prior.Beta) + (rollouts - successes));
    }

    /// <summary>A prior from rollouts made before training, each counted <paramref name="weight"/> times (the official code: 3).</summary>
    /// <param name="observed">The rollouts.</param>
    /// <param name="weight">0 or above.</param>
    public BetaPosterior Informed(RolloutCounts observed, double weight)
    {
        observed.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        return new(Alpha + (weight * observed.Successes), Beta + (weight * (observed.Scored - observed.Successes)));
    }

    /// <summary>A draw of γ; in [0, 1].</summary>
    /// <remarks>X/(X+Y) of two Gamma draws, taken in logarithms, so that tiny α and β do not end in 0/0.</remarks>
    public double Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var (success, failure) = (LogGamma(Alpha, random), LogGamma(Beta, random));
        return 1 / (1 + Math.Exp(failure - success));
    }

    // The logarithm of a Gamma(shape, 1) draw by Marsaglia and Tsang 2000, ACM TOMS 26(3); below 1 from the draw of shape + 1.
    private static double LogGamma(double shape, RandomStream random)
    {
        if (shape < 1)
        {
            return LogGamma(shape + 1, random) + (Math.Log(1 - random.NextDouble()) / shape);
        }
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = random.NextGaussian();
            var root = 1 + (c * normal);
            var uniform = 1 - random.NextDouble();
            if (root <= 0)
            {
                continue;
            }
            var cube = root * root * root;
            if (Math.Log(uniform) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return Math.Log(d) + Math.Log(cube);
            }
        }
    }
}
