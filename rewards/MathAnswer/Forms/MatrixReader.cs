using System.Collections.Immutable;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>Reads matrices, with a factor before them where there is one.</summary>
internal static class MatrixReader
{
    /// <summary>The matrix that the tokens are; <see langword="null"/> where they are something else.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="readCell">Reads an entry.</param>
    /// <exception cref="MathSyntaxException">It is not rectangular, or something stands behind it.</exception>
    public static AnswerForm.Matrix? Read(List<MathToken> tokens, Func<List<MathToken>, AnswerForm> readCell)
    {
        var begin = tokens.FindIndex(token => token.Kind == MathTokenKind.Begin);
        if (begin < 0)
        {
            return null;
        }
        var name = tokens[begin].Text;
        if (!tokens[^1].Is(MathTokenKind.End, name) || tokens.Count(token => token.Kind == MathTokenKind.Begin) > 1 || Kind(name) is not { } kind)
        {
            throw new MathSyntaxException("a matrix that is not read");
        }
        var factor = begin > 0 ? Factor(tokens[..begin]) : null;
        var rows = TopLevel.Split(tokens[(begin + 1)..^1], @"\\").Where(row => row.Count > 0)
            .Select(row => TopLevel.Split(row, "&").Select(cell => Scaled(factor, readCell(cell))).ToImmutableArray()).ToImmutableArray();
        return rows.Length > 0 && rows.All(row => row.Length == rows[0].Length) ? new(kind, rows) : throw new MathSyntaxException("a matrix that is not rectangular");
    }

    /// <summary>What stands before a matrix: a number with or without a sign of multiplication, or a minus alone.</summary>
    private static MathNode Factor(List<MathToken> tokens) => tokens[^1] switch
    {
        { Kind: MathTokenKind.Operator, Text: "*" } => ExpressionParser.Read(tokens[..^1]),
        { Kind: MathTokenKind.Operator } => ExpressionParser.Read([.. tokens, new MathToken(MathTokenKind.Number, "1", Value: NumberReader.Whole("1"))]),
        _ => ExpressionParser.Read(tokens),
    };

    private static string? Kind(string environment) => environment switch
    {
        "pmatrix" or "bmatrix" or "matrix" or "smallmatrix" or "Bmatrix" => "matrix",
        "vmatrix" => "determinant",
        _ => null,
    };

    private static AnswerForm Scaled(MathNode? factor, AnswerForm cell) => (factor, cell) switch
    {
        (null, AnswerForm.Expression) => cell,
        ({ } number, AnswerForm.Expression entry) => new AnswerForm.Expression(new MathNode.Product(number, entry.Node)),
        _ => throw new MathSyntaxException("an entry of a matrix that is no expression"),
    };
}
