namespace Align.Algorithms.Advantages;

/// <summary>Turns the rewards of a rollout batch into advantages: a pure function on managed float64 numbers. Its properties are its options, with defaults and ranges.</summary>
/// <remarks>
/// It sees the whole effective batch of a training step at once, so neither the order of its completions nor the later cut into optimizer
/// steps and micro-batches matters. A completion that could not be judged is no part of the batch.
/// </remarks>
public interface IAdvantageEstimator
{
    /// <summary>What holds for the estimator with these options.</summary>
    AdvantageTraits Traits { get; }

    /// <summary>The advantages of a batch.</summary>
    /// <param name="batch">Every judged completion of the step.</param>
    /// <exception cref="ArgumentException">Lengths differ, a reward is not finite, or an input that the traits ask for is missing.</exception>
    AdvantageResult Compute(AdvantageBatch batch);
}

/// <summary>What holds for an advantage estimator whatever the rewards. Property tests choose their laws by it, and the command line shows it.</summary>
public sealed record AdvantageTraits
{
    /// <summary>Groups matter: the baseline of a completion comes from the other completions of its prompt.</summary>
    public bool Grouped { get; init; }

    /// <summary>An advantage depends on completions of other prompts too.</summary>
    public bool CouplesBatch { get; init; }

    /// <summary>Tokens of one completion may have different advantages.</summary>
    public bool TokenLevel { get; init; }

    /// <summary>Lengths matter, even where each completion has one reward.</summary>
    public bool ReadsLengths { get; init; }

    /// <summary>It needs the reward of a greedy completion of each prompt, <see cref="AdvantageBatch.GreedyRewards"/>.</summary>
    public bool NeedsGreedyRewards { get; init; }

    /// <summary>One constant added to all rewards of a group of at least two changes nothing.</summary>
    public bool ShiftInvariant { get; init; }

    /// <summary>Centred rewards are divided by the standard deviation of their own group, so that a group's advantages add up to 2N√(u(1−u)) in absolute value instead of 2Nu(1−u), where a share u of N rewards is 1 and the rest 0.</summary>
    public bool DividesByGroupDeviation { get; init; }

    /// <summary>All rewards of a group of at least two being equal gives each of them 0 exactly.</summary>
    public bool ZeroOnEqualRewards { get; init; }
}
