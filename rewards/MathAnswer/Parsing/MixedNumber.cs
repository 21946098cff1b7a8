using Align.Rewards.MathAnswer.Algebra;

namespace Align.Rewards.MathAnswer.Parsing;

/// <summary>The fraction of a mixed number: 1\frac{4}{5}, 1\frac45 and 1 4/5.</summary>
internal static class MixedNumber
{
    /// <summary>The proper fraction of whole numbers that is next, and its tokens; <see langword="null"/> where something else is.</summary>
    public static (Rational Value, int Tokens)? FractionAhead(TokenCursor cursor)
    {
        if (cursor.Next is { Kind: MathTokenKind.Command, Text: "frac" })
        {
            return Latex(cursor);
        }
        return cursor.Next is { IsDigits: true, AfterSpace: true } top && cursor.Ahead(1) is { } slash && slash.IsOperator("/") && cursor.Ahead(2) is { IsDigits: true } bottom
            ? Proper(top, bottom, 3)
            : null;
    }

    private static (Rational Value, int Tokens)? Latex(TokenCursor cursor)
    {
        if (cursor.Ahead(1) is { IsDigits: true, Text.Length: 2 } both)
        {
            return Proper(Digit(both.Text[0]), Digit(both.Text[1]), 2);
        }
        var (top, after) = Argument(cursor, 1);
        var (bottom, end) = Argument(cursor, after);
        return top is { } numerator && bottom is { } denominator ? Proper(numerator, denominator, end) : null;
    }

    private static (MathToken? Digits, int End) Argument(TokenCursor cursor, int at)
    {
        if (cursor.Ahead(at) is { IsDigits: true, Text.Length: 1 } digit)
        {
            return (digit, at + 1);
        }
        return cursor.Ahead(at) is { Text: "{" } && cursor.Ahead(at + 1) is { IsDigits: true } digits && cursor.Ahead(at + 2) is { Text: "}" }
            ? (digits, at + 3)
            : (null, at);
    }

    private static (Rational Value, int Tokens)? Proper(MathToken top, MathToken bottom, int tokens)
    {
        var (numerator, denominator) = (top.Value!.Value.Numerator, bottom.Value!.Value.Numerator);
        return numerator.Sign > 0 && numerator < denominator ? (new Rational(numerator, denominator), tokens) : null;
    }

    private static MathToken Digit(char digit) => new(MathTokenKind.Number, digit.ToString(), Value: NumberReader.Whole(digit.ToString()));
}
