namespace Align.Rewards.CountdownExpression;

/// <summary>How often an expression may use each number.</summary>
public enum ExpressionRule
{
    /// <summary>Every number once, as in TinyZero.</summary>
    ExactlyOnce,

    /// <summary>Every number once or not at all, as in the television game.</summary>
    AtMostOnce,
}
