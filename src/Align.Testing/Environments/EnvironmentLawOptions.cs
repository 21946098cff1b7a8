using Align.Core;

namespace Align.Testing;

/// <summary>How thorough an environment's check is, and what the environment promises.</summary>
public sealed record EnvironmentLawOptions
{
    /// <summary>Decides which prompts are looked at beyond the first ones. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Prompts a split: half of them the first, half anywhere. At least 2. Default 200.</summary>
    public int Prompts { get; init; } = 200;

    /// <summary>The environment's own reward; <see langword="null"/> leaves the laws of answers out.</summary>
    public IReward? Reward { get; init; }

    /// <summary>What a right answer scores. Default 1.</summary>
    public double FullScore { get; init; } = 1;

    /// <summary>Answers to a prompt that must not score in full, beyond the empty one and noise; <see langword="null"/> for none.</summary>
    public Func<Prompt, IEnumerable<string>>? WrongAnswers { get; init; }

    /// <summary>The share of prompts, at most, that another prompt's right answer may fit by chance. In [0, 1). Default 0.25.</summary>
    public double MostStrayAnswers { get; init; } = 0.25;

    /// <summary>What a prompt costs an oracle, in any unit; <see langword="null"/> takes the number under <c>cost</c> in the metadata, where every prompt has one.</summary>
    public Func<Prompt, double>? OracleCost { get; init; }

    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Prompts, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(MostStrayAnswers);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(MostStrayAnswers, 1);
    }
}
