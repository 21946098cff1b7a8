using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>Inequalities of one name as intervals: −2 ≤ x &lt; 7 is [−2, 7).</summary>
internal static class Inequality
{
    private static readonly AnswerForm s_infinity = new AnswerForm.Expression(new MathNode.Symbol("∞"));
    private static readonly AnswerForm s_minusInfinity = new AnswerForm.Expression(new MathNode.Negation(new MathNode.Symbol("∞")));

    /// <summary>The interval of a relation; <see langword="null"/> where it is no inequality of one name.</summary>
    public static AnswerForm.Tuple? Interval(AnswerForm.Relation relation) => Ascending(relation) switch
    {
        { Sides: [MathNode.Symbol { IsVariable: true }, var high], Signs: [var sign] } => new("(", sign == "≤" ? "]" : ")", [s_minusInfinity, new AnswerForm.Expression(high)]),
        { Sides: [var low, MathNode.Symbol { IsVariable: true }], Signs: [var sign] } => new(sign == "≤" ? "[" : "(", ")", [new AnswerForm.Expression(low), s_infinity]),
        { Sides: [var low, MathNode.Symbol { IsVariable: true }, var high], Signs: [var first, var second] } => new(
            first == "≤" ? "[" : "(", second == "≤" ? "]" : ")", [new AnswerForm.Expression(low), new AnswerForm.Expression(high)]),
        _ => null,
    };

    /// <summary>The name that an inequality is of.</summary>
    public static string? Name(AnswerForm.Relation relation) => relation.Sides.OfType<MathNode.Symbol>().FirstOrDefault(symbol => symbol.IsVariable)?.Name;

    /// <summary>The same relation read from right to left.</summary>
    public static AnswerForm.Relation Reversed(AnswerForm.Relation relation) => new(
        [.. relation.Sides.Reverse()],
        [.. relation.Signs.Reverse().Select(sign => sign switch { "<" => ">", ">" => "<", "≤" => "≥", "≥" => "≤", _ => sign })]);

    private static AnswerForm.Relation? Ascending(AnswerForm.Relation relation) =>
        relation.Signs.All(sign => sign is "<" or "≤") ? relation
        : relation.Signs.All(sign => sign is ">" or "≥") ? Reversed(relation)
        : null;
}
