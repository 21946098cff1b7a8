namespace Align.Algorithms.PolicyLosses;

/// <summary>The GRPO loss and what went into it.</summary>
/// <param name="Loss">A scalar, this micro-batch's share of the step's loss; gradients flow. The caller disposes it.</param>
/// <param name="Statistics">For the metrics.</param>
public sealed record GrpoTerms(Tensor Loss, GrpoStatistics Statistics);

/// <summary>Sums over tokens, to be merged over micro-batches.</summary>
/// <param name="Policy">Of the policy loss.</param>
/// <param name="KlSum">Σ of the KL estimate, nats; 0 without a reference.</param>
/// <param name="EntropySum">Σ of the entropy, nats; 0 when it was not given.</param>
public readonly record struct GrpoStatistics(PolicyLossStatistics Policy, double KlSum, double EntropySum)
{
    /// <summary>The mean KL estimate per token, nats.</summary>
    public double Kl => Policy.Tokens == 0 ? 0 : KlSum / Policy.Tokens;

    /// <summary>The mean entropy per token, nats.</summary>
    public double Entropy => Policy.Tokens == 0 ? 0 : EntropySum / Policy.Tokens;

    /// <summary>Both batches' statistics as one.</summary>
    public GrpoStatistics Merge(GrpoStatistics other) =>
        new(Policy.Merge(other.Policy), KlSum + other.KlSum, EntropySum + other.EntropySum);
}
