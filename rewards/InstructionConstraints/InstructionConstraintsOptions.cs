using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.InstructionConstraints;

/// <summary>How a text is judged by the constraints of its prompt.</summary>
public sealed record InstructionConstraintsOptions
{
    /// <summary>What the score is. Default fraction. Legal: fraction, strict, count. Prompts have different numbers of constraints, which count does not even out.</summary>
    public InstructionScore Score { get; init; } = InstructionScore.Fraction;

    /// <summary>The least share of different words in a text of 20 words or more; below it, no constraint of length is kept. Default 0.2; 0 turns it off. Range [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double MinDistinctWords { get; init; } = 0.2;
}
