using Align.Rewards.MathAnswer.Algebra;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>What a token is.</summary>
internal enum MathTokenKind
{
    /// <summary>A number without a sign; <see cref="MathToken.Value"/> holds it.</summary>
    Number,

    /// <summary>One letter, Latin or Greek, or ∞.</summary>
    Symbol,

    /// <summary>A structure or a function, such as <c>frac</c> or <c>sin</c>.</summary>
    Command,

    /// <summary>A mark between two places where a symbol goes through a style, such as <c>vec</c>.</summary>
    Style,

    /// <summary>An operator, a relation or a separator.</summary>
    Operator,

    /// <summary>An opening bracket.</summary>
    Open,

    /// <summary>A closing bracket.</summary>
    Close,

    /// <summary>The words of <c>\text{…}</c>.</summary>
    Text,

    /// <summary>The begin of an environment.</summary>
    Begin,

    /// <summary>The end of an environment.</summary>
    End,
}

/// <summary>The smallest piece of an answer that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its one spelling.</param>
/// <param name="AfterSpace">Whether white space stands before it.</param>
/// <param name="Value">A number's value.</param>
internal readonly record struct MathToken(MathTokenKind Kind, string Text, bool AfterSpace = false, Rational? Value = null)
{
    public bool Is(MathTokenKind kind, string text) => Kind == kind && Text == text;

    public bool IsOperator(string text) => Is(MathTokenKind.Operator, text);

    /// <summary>Whether it is a number of digits alone.</summary>
    public bool IsDigits => Kind == MathTokenKind.Number && Text.All(char.IsAsciiDigit);
}
