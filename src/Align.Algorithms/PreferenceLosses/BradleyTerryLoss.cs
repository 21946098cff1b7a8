using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>The loss of a reward model on pairs: ℓ = −log σ(r_w − r_l), the Bradley-Terry negative log-likelihood.</summary>
/// <remarks>Only differences are learned: adding a constant to all rewards changes nothing.</remarks>
public static class BradleyTerryLoss
{
    /// <summary>ℓ of each pair; gradients −/+σ(−h).</summary>
    /// <param name="chosen">Rewards of the preferred responses, floating point [N]; gradients flow.</param>
    /// <param name="rejected">Rewards of the others, [N]; gradients flow.</param>
    /// <returns>[N], at least 0; log 2 where the rewards are equal.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor PerPair(Tensor chosen, Tensor rejected)
    {
        using var margins = Margins(chosen, rejected);
        return LogisticLoss.Of(margins);
    }

    /// <summary>h = r_w − r_l, nats, [N].</summary>
    /// <inheritdoc cref="PerPair"/>
    public static Tensor Margins(Tensor chosen, Tensor rejected)
    {
        Shape.Require(chosen, "N").And(rejected, "N");
        return chosen - rejected;
    }
}
