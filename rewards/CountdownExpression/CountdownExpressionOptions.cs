using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.CountdownExpression;

/// <summary>How expressions that should reach a target are judged.</summary>
public sealed record CountdownExpressionOptions
{
    /// <summary>The score of an expression that can be read and is wrong. Default 0; TinyZero gives 0.1, for tags alone. Range [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double FormatScore { get; init; }

    /// <summary>How often each number may be used where the prompt does not say (metadata <c>use</c>). Default exactly_once. Legal: exactly_once, at_most_once.</summary>
    public ExpressionRule Use { get; init; } = ExpressionRule.ExactlyOnce;
}
