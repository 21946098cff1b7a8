using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Which of two completions of a prompt is chosen, by their rewards (online DPO).</summary>
/// <remarks>Guo et al. 2024, arXiv:2402.04792, as TRL's online DPO. Any strictly increasing transform of the rewards gives the same pairs.</remarks>
public static class OnlinePairs
{
    /// <summary>Places of the chosen and rejected completions among all. Ties go to the first completion.</summary>
    /// <param name="rewards">Floating point [2N]: the first completions of the N prompts, then the second ones.</param>
    /// <returns>int64 [N] each; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">The number of rewards is odd.</exception>
    public static (Tensor Chosen, Tensor Rejected) Choose(Tensor rewards)
    {
        Shape.Require(rewards, "N");
        var prompts = rewards.shape[0] / 2;
        if (rewards.shape[0] != prompts * 2)
        {
            throw new ArgumentException($"Two completions a prompt are needed; there are {rewards.shape[0]} rewards.", nameof(rewards));
        }
        using var scope = torch.NewDisposeScope();
        var firstWins = rewards.narrow(0, 0, prompts).ge(rewards.narrow(0, prompts, prompts));
        var first = torch.arange(prompts, dtype: ScalarType.Int64, device: rewards.device);
        var second = first + prompts;
        var chosen = first.where(firstWins, second).MoveToOuterDisposeScope();
        return (chosen, second.where(firstWins, first).MoveToOuterDisposeScope());
    }
}
