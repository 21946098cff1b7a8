namespace Align.Algorithms.PreferenceLosses;

/// <summary>Which of a prompt's completions make its pair, by their rewards: the best one is chosen, the worst one rejected.</summary>
/// <remarks>Online DPO (Guo et al. 2024, arXiv:2402.04792) has two completions; ties go to the first, as in TRL. Any strictly increasing transform of the rewards gives the same pair.</remarks>
/// <param name="Chosen">Place of the first among the greatest rewards.</param>
/// <param name="Rejected">Place of the last among the least rewards; never that of the chosen one.</param>
/// <param name="Tied">Whether both have the same reward.</param>
public readonly record struct BestAndWorst(int Chosen, int Rejected, bool Tied)
{
    /// <summary>The pair of one prompt.</summary>
    /// <param name="rewards">Finite; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two rewards, or one is not finite.</exception>
    public static BestAndWorst Of(ReadOnlySpan<double> rewards)
    {
        if (rewards.Length < 2)
        {
            throw new ArgumentException($"A pair needs two rewards; there are {rewards.Length}.", nameof(rewards));
        }
        var (best, worst) = (0, 0);
        for (var i = 0; i < rewards.Length; i++)
        {
            if (!double.IsFinite(rewards[i]))
            {
                throw new ArgumentException($"Reward {i} is {rewards[i]}.", nameof(rewards));
            }
            best = rewards[i] > rewards[best] ? i : best;
            worst = rewards[i] <= rewards[worst] ? i : worst;
        }
        return new BestAndWorst(best, worst, rewards[best].Equals(rewards[worst]));
    }
}
