using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.NumberMatch;

/// <summary>How a number is compared with the gold one.</summary>
public sealed record NumberMatchOptions
{
    /// <summary>What the score is. Default exact. Legal: exact, digit_match, shaped.</summary>
    public NumberMatchScore Score { get; init; } = NumberMatchScore.Exact;

    /// <summary>With <c>shaped</c>, what each digit too many or too few costs. Default 0.1. Range [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double LengthPenalty { get; init; } = 0.1;
}
