using System.Collections.Immutable;

namespace Align.Core;

/// <summary>What a reward says of a completion: a number, "does not apply", or "could not be judged".</summary>
public abstract record RewardOutcome
{
    private RewardOutcome() { }

    /// <summary>A verdict.</summary>
    /// <param name="Value">Finite, in reward units.</param>
    /// <param name="Details">Named parts of the verdict for logs; may be <see langword="null"/>.</param>
    public sealed record Scored(double Value, IReadOnlyDictionary<string, double>? Details = null) : RewardOutcome;

    /// <summary>The reward does not apply to this prompt; in a weighted sum its term is dropped.</summary>
    /// <param name="Reason">Why, for logs.</param>
    public sealed record Skipped(string Reason) : RewardOutcome;

    /// <summary>The reward failed to judge; the completion leaves its group's baseline, the loss and every denominator.</summary>
    /// <param name="Fault">What went wrong.</param>
    public sealed record Unscorable(RewardFault Fault) : RewardOutcome
    {
        /// <summary>The faults of further rewards over the same completion, where the outcome is a <see cref="WeightedSum"/>'s.</summary>
        public ImmutableArray<RewardFault> Others { get; init; } = [];
    }
}

/// <summary>Why a completion could not be judged.</summary>
/// <param name="Kind">The class of failure, by which faults are counted.</param>
/// <param name="Message">One line for the person who reads the log.</param>
public sealed record RewardFault(RewardFaultKind Kind, string Message)
{
    /// <summary>The <see cref="IReward.Name"/> of the reward whose fault it is; <see langword="null"/> where that is no single one, or is not known here.</summary>
    public string? Reward { get; init; }
}

/// <summary>The classes of reward failure.</summary>
public enum RewardFaultKind
{
    /// <summary>The reward threw an exception.</summary>
    Threw,

    /// <summary>The reward did not answer before its deadline.</summary>
    TimedOut,

    /// <summary>The reward returned NaN or an infinity.</summary>
    NotFinite,

    /// <summary>The reward's worker died.</summary>
    WorkerDied,

    /// <summary>The reward's worker broke the protocol.</summary>
    Protocol,
}
