using System.Collections.Immutable;
using Align.Rewards.MathAnswer.Algebra;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>Whether an answer is the gold answer.</summary>
/// <param name="tolerance">The largest difference of two numbers, as a share of the gold one; 0 for exact equality.</param>
/// <param name="budget">Bounds the work.</param>
internal sealed class FormEquality(double tolerance, AlgebraBudget budget)
{
    /// <summary>Whether <paramref name="answer"/> says what <paramref name="gold"/> says.</summary>
    /// <exception cref="AlgebraLimitException">An expression is too large.</exception>
    public bool Holds(AnswerForm gold, AnswerForm answer) => (Plain(gold), Plain(answer)) switch
    {
        (AnswerForm.Expression expected, AnswerForm.Expression given) => Equal(expected.Node, given.Node),
        (AnswerForm.Words expected, AnswerForm.Words given) => expected.Text == given.Text,
        (AnswerForm.Tuple expected, AnswerForm.Tuple given) => expected.Open == given.Open && expected.Close == given.Close && InOrder(expected.Items, given.Items),
        (AnswerForm.Collection expected, AnswerForm.Collection given) => InAnyOrder(expected.Items, given.Items),
        (AnswerForm.Union expected, AnswerForm.Union given) => InAnyOrder(expected.Parts, given.Parts),
        (AnswerForm.Matrix expected, AnswerForm.Matrix given) => expected.Kind == given.Kind && expected.Rows.Length == given.Rows.Length && expected.Rows.Zip(given.Rows).All(rows => InOrder(rows.First, rows.Second)),
        (AnswerForm.Relation expected, AnswerForm.Relation given) => SameRelation(expected, given),
        (AnswerForm.Relation { Signs: ["="] } expected, AnswerForm.Expression given) => IsName(expected.Sides[0]) && ExpressionEquality.IsConstant(expected.Sides[1], budget) && Equal(expected.Sides[1], given.Node),
        (AnswerForm.Relation expected, AnswerForm.Tuple or AnswerForm.Union) when Inequality.Interval(expected) is { } interval => Holds(interval, answer),
        (var expected, AnswerForm.Relation given) => Concludes(expected, given),
        _ => false,
    };

    /// <summary>A union of one part is that part; x &lt; 2 or x &gt; 3 is a union of intervals.</summary>
    private static AnswerForm Plain(AnswerForm form) => form switch
    {
        AnswerForm.Union { Parts: [var only] } => only,
        AnswerForm.Collection { Items: [AnswerForm.Relation first, _, ..] items } when items.All(item => item is AnswerForm.Relation other && Inequality.Interval(other) is not null && Inequality.Name(other) == Inequality.Name(first))
            => new AnswerForm.Union([.. items.Select(item => Inequality.Interval((AnswerForm.Relation)item)!)]),
        _ => form,
    };

    /// <summary>x = 5 for 5, 2 + 3 = 5 for 5, x &gt; 3 for (3, ∞): a chain whose end is the answer and whose other sides are a name or equal to it.</summary>
    private bool Concludes(AnswerForm gold, AnswerForm.Relation given)
    {
        if (gold is AnswerForm.Tuple && Inequality.Interval(given) is { } interval)
        {
            return Holds(gold, interval);
        }
        if (gold is not AnswerForm.Expression expected || !given.Signs.All(sign => sign is "=" or "≈") || !Equal(expected.Node, given.Sides[^1]))
        {
            return false;
        }
        return given.Sides[..^1].All(side => IsName(side) || Equal(side, given.Sides[^1]));
    }

    private bool SameRelation(AnswerForm.Relation gold, AnswerForm.Relation given)
    {
        if (gold is { Signs: ["="], Sides: [var left, var right] } && given is { Signs: ["="], Sides: [var otherLeft, var otherRight] })
        {
            return ExpressionEquality.SameEquation((left, right), (otherLeft, otherRight), budget);
        }
        if (Inequality.Interval(gold) is { } interval && Inequality.Interval(given) is { } other && Inequality.Name(gold) == Inequality.Name(given))
        {
            return Holds(interval, other);
        }
        return Written(gold, given) || Written(gold, Inequality.Reversed(given));
    }

    private bool Written(AnswerForm.Relation gold, AnswerForm.Relation given) =>
        gold.Signs.SequenceEqual(given.Signs) && gold.Sides.Zip(given.Sides).All(pair => Equal(pair.First, pair.Second));

    private bool InOrder(ImmutableArray<AnswerForm> gold, ImmutableArray<AnswerForm> given) =>
        gold.Length == given.Length && gold.Zip(given).All(pair => Holds(pair.First, pair.Second));

    private bool InAnyOrder(ImmutableArray<AnswerForm> gold, ImmutableArray<AnswerForm> given)
    {
        if (gold.Length != given.Length)
        {
            return false;
        }
        var left = given.ToList();
        foreach (var item in gold)
        {
            var match = left.FindIndex(candidate => Holds(item, candidate));
            if (match < 0)
            {
                return false;
            }
            left.RemoveAt(match);
        }
        return true;
    }

    private bool Equal(MathNode gold, MathNode given) =>
        ExpressionEquality.Holds(gold, given, budget) || (tolerance > 0 && ExpressionEquality.IsNear(given, gold, tolerance, budget));

    private static bool IsName(MathNode node) => node is MathNode.Symbol { IsVariable: true };
}
