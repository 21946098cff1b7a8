namespace Align.Rewards.InstructionConstraints;

/// <summary>What the score of a text is.</summary>
public enum InstructionScore
{
    /// <summary>The share of the constraints that it keeps.</summary>
    Fraction,

    /// <summary>1 where it keeps them all, else 0.</summary>
    Strict,

    /// <summary>How many it keeps: MulDimIF's reward in training.</summary>
    Count,
}
