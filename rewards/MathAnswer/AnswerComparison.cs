using Align.Rewards.MathAnswer.Algebra;
using Align.Rewards.MathAnswer.Forms;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer;

/// <summary>Compares an answer with the gold one, units and all.</summary>
/// <param name="tolerance">The largest difference of two numbers, as a share of the gold one.</param>
/// <param name="units">Parts numbers from units.</param>
internal sealed class AnswerComparison(double tolerance, UnitSuffix units)
{
    /// <summary>Whether the answer is the gold one.</summary>
    /// <param name="gold">The gold answer.</param>
    /// <param name="answer">The answer as it was found in the completion.</param>
    /// <param name="asksForPercent">Whether the question asks for a percentage, so that 25 % may be meant by the gold answer 25.</param>
    public bool Matches(string gold, string answer, bool asksForPercent)
    {
        var (expected, given) = (AnswerText.Bare(gold), AnswerText.Bare(answer));
        return given.Length > 0
            && (SameSpelling(expected, given) || SameChoice(expected, given) || SameForm(expected, given) || SameButForUnits(expected, given, asksForPercent));
    }

    private static bool SameSpelling(string gold, string answer)
    {
        try
        {
            return MathTokenizer.Read(gold).Select(Spelling).SequenceEqual(MathTokenizer.Read(answer).Select(Spelling));
        }
        catch (MathSyntaxException)
        {
            return gold == answer;
        }
    }

    private static string Spelling(MathToken token) => token.Value is { } number ? number.ToString() : token.Text;

    /// <summary>(B), B and b are one choice where the gold answer is a letter in parentheses.</summary>
    private static bool SameChoice(string gold, string answer) =>
        gold is ['(', var letter, ')'] && char.IsAsciiLetterUpper(letter) && answer.Length <= 3
        && answer.Trim('(', ')') is [var chosen] && char.ToUpperInvariant(chosen) == letter;

    private bool SameForm(string gold, string answer) => TryRead(gold) is { } expected && SameForm(expected, answer);

    private bool SameForm(AnswerForm gold, string answer)
    {
        try
        {
            return TryRead(answer) is { } given && new FormEquality(tolerance, new AlgebraBudget()).Holds(gold, given);
        }
        catch (AlgebraLimitException)
        {
            return false;
        }
    }

    private bool SameButForUnits(string gold, string answer, bool asksForPercent)
    {
        var (goldUnit, answerUnit) = (units.Split(gold), units.Split(answer));
        return (goldUnit, answerUnit) switch
        {
            ({ } expected, { } given) => expected.Unit == given.Unit && SameNumber(expected.Core, given.Core),
            ({ } expected, null) => SameNumber(expected.Core, answer) || (expected.Unit == Units.Percent && SameNumber($"({expected.Core})/100", answer)),
            (null, { Unit: Units.Percent } given) => SameNumber(gold, $"({given.Core})/100") || (asksForPercent && SameNumber(gold, given.Core)),
            (null, { } given) => SameNumber(gold, given.Core),
            _ => false,
        };
    }

    /// <summary>Whether both are one number; what has names in it carries no unit.</summary>
    private bool SameNumber(string gold, string answer)
    {
        try
        {
            return TryRead(AnswerText.Bare(gold)) is AnswerForm.Expression expected
                && ExpressionEquality.IsConstant(expected.Node, new AlgebraBudget())
                && SameForm(expected, AnswerText.Bare(answer));
        }
        catch (AlgebraLimitException)
        {
            return false;
        }
    }

    private static AnswerForm? TryRead(string text)
    {
        try
        {
            return FormReader.Read(text);
        }
        catch (MathSyntaxException)
        {
            return null;
        }
        catch (AlgebraLimitException)
        {
            return null;
        }
    }
}
