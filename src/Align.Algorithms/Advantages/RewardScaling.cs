namespace Align.Algorithms.Advantages;

/// <summary>What a centred reward is divided by (<c>scale_rewards</c>, TRL's names).</summary>
public enum RewardScaling
{
    /// <summary><c>group</c>: the standard deviation of the prompt's own group (GRPO, arXiv:2402.03300).</summary>
    Group,

    /// <summary><c>batch</c>: the standard deviation of all valid rewards of the batch (Hu et al. 2025, arXiv:2501.03262, as TRL offers it).</summary>
    Batch,

    /// <summary><c>none</c>: nothing (Dr. GRPO, arXiv:2503.20783: the division favours prompts that are too easy or too hard).</summary>
    None,
}
