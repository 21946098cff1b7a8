namespace Align.Rewards.NumberMatch;

/// <summary>What the score of a number is.</summary>
public enum NumberMatchScore
{
    /// <summary>1 where all digits are right, else 0.</summary>
    Exact,

    /// <summary>The share of the gold answer's digits that are right.</summary>
    DigitMatch,

    /// <summary>The share of right digits, less a penalty for each digit too many or too few, and not below 0.</summary>
    Shaped,
}
