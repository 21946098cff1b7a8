using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>What another process says of one completion: exactly one of reward, skipped, unscorable and threw.</summary>
internal sealed record ScoringAnswer
{
    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>The score.</summary>
    public double? Reward { get; init; }

    /// <summary>Why the reward does not apply.</summary>
    public string? Skipped { get; init; }

    /// <summary>Why the completion cannot be judged.</summary>
    public string? Unscorable { get; init; }

    /// <summary>The class of that, where it is not that the reward gave up; for framed workers alone.</summary>
    public RewardFaultKind? Kind { get; init; }

    /// <summary>Parts of the score.</summary>
    public IReadOnlyDictionary<string, double>? Details { get; init; }

    /// <summary>The answer that says an outcome.</summary>
    public static ScoringAnswer Of(string id, RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Scored scored => new() { Id = id, Reward = scored.Value, Details = scored.Details },
        RewardOutcome.Skipped skipped => new() { Id = id, Skipped = skipped.Reason },
        RewardOutcome.Unscorable failed => new() { Id = id, Unscorable = failed.Fault.Message, Kind = failed.Fault.Kind },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
    };

    /// <summary>The outcome that it says; <see langword="null"/> where it says none, or several.</summary>
    public RewardOutcome? ToOutcome() => (Reward, Skipped, Unscorable) switch
    {
        ({ } value, null, null) when double.IsFinite(value) => new RewardOutcome.Scored(value, Details),
        ({ } value, null, null) => new RewardOutcome.Unscorable(new(RewardFaultKind.NotFinite, FormattableString.Invariant($"the score is {value}; a reward must be a finite number"))),
        (null, { } reason, null) => new RewardOutcome.Skipped(reason),
        (null, null, { } reason) => new RewardOutcome.Unscorable(new(Kind ?? RewardFaultKind.Threw, reason)),
        _ => null,
    };
}
