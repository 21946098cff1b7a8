using System.Collections.Immutable;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>What kind of thing an answer is.</summary>
internal abstract record AnswerForm
{
    private AnswerForm() { }

    /// <summary>A number or an expression.</summary>
    public sealed record Expression(MathNode Node) : AnswerForm;

    /// <summary>Words.</summary>
    public sealed record Words(string Text) : AnswerForm;

    /// <summary>A point, a vector in a row, or an interval: order and brackets count.</summary>
    public sealed record Tuple(string Open, string Close, ImmutableArray<AnswerForm> Items) : AnswerForm;

    /// <summary>Values in any order: a set, or values with commas between them.</summary>
    public sealed record Collection(ImmutableArray<AnswerForm> Items) : AnswerForm;

    /// <summary>Intervals and sets joined by ∪, in any order.</summary>
    public sealed record Union(ImmutableArray<AnswerForm> Parts) : AnswerForm;

    /// <summary>A matrix or a column vector; <paramref name="Kind"/> is <c>matrix</c>, or <c>determinant</c>.</summary>
    public sealed record Matrix(string Kind, ImmutableArray<ImmutableArray<AnswerForm>> Rows) : AnswerForm;

    /// <summary>Expressions with relations between them: one more expression than relations, which are = &lt; &gt; ≤ ≥ ≠ ≈.</summary>
    public sealed record Relation(ImmutableArray<MathNode> Sides, ImmutableArray<string> Signs) : AnswerForm;
}
