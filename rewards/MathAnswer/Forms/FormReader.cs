using System.Collections.Immutable;
using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>Tells what kind of thing the tokens of an answer are, and reads it.</summary>
internal static class FormReader
{
    private const int MaxItems = 64;

    /// <summary>The form of an answer.</summary>
    /// <exception cref="MathSyntaxException">The text is no answer that is read.</exception>
    public static AnswerForm Read(string text) => AnswerWords.Of(text) is { } words ? new AnswerForm.Words(words) : Read(MathTokenizer.Read(text));

    private static AnswerForm Read(List<MathToken> tokens, int depth = 0)
    {
        if (tokens.Count == 0 || depth > TokenCursor.MaxDepth)
        {
            throw new MathSyntaxException("there is no answer, or it is nested too deep");
        }
        if (tokens is [{ Kind: MathTokenKind.Symbol }, { Kind: MathTokenKind.Operator, Text: "∈" }, ..])
        {
            return Read(tokens[2..], depth + 1);
        }
        return Many(tokens, depth) ?? Bracketed(tokens, depth) ?? MatrixReader.Read(tokens, cell => Read(cell, depth + 1)) ?? Single(tokens);
    }

    /// <summary>Values with commas or ∪ between them.</summary>
    private static AnswerForm? Many(List<MathToken> tokens, int depth)
    {
        if (TopLevel.Split(tokens, ",") is { Count: > 1 } items)
        {
            return new AnswerForm.Collection(Items(items, depth));
        }
        if (TopLevel.Split(tokens, "∪") is { Count: > 1 } parts)
        {
            return new AnswerForm.Union(Items(parts, depth));
        }
        return null;
    }

    private static AnswerForm? Bracketed(List<MathToken> tokens, int depth)
    {
        if (!TopLevel.IsEnclosed(tokens))
        {
            return null;
        }
        var (open, close, inside) = (tokens[0].Text, tokens[^1].Text, tokens[1..^1]);
        var items = TopLevel.Split(inside, ",");
        return open switch
        {
            @"\{" when close == @"\}" => new AnswerForm.Collection(inside.Count == 0 ? [] : Items(items, depth)),
            @"\{" => throw new MathSyntaxException("a set that does not close"),
            "{" when items.Count > 1 => new AnswerForm.Collection(Items(items, depth)),
            _ when items.Count > 1 => new AnswerForm.Tuple(open, close, Items(items, depth)),
            "(" or "{" when TokenCursor.Closing(open) == close => Read(inside, depth + 1),
            _ => null,
        };
    }

    private static AnswerForm Single(List<MathToken> tokens)
    {
        var (sides, signs) = TopLevel.Relations(tokens);
        if (signs.Count > 0)
        {
            return new AnswerForm.Relation([.. sides.Select(side => ExpressionParser.Read(side))], [.. signs]);
        }
        return tokens.Any(token => token.IsOperator("±") || token.IsOperator("∓"))
            ? new AnswerForm.Collection([new AnswerForm.Expression(ExpressionParser.Read(tokens)), new AnswerForm.Expression(ExpressionParser.Read(tokens, plusMinus: -1))])
            : new AnswerForm.Expression(ExpressionParser.Read(tokens));
    }

    /// <summary>Items of a list; ± within one gives two.</summary>
    private static ImmutableArray<AnswerForm> Items(List<List<MathToken>> items, int depth)
    {
        var kept = items.Where((_, i) => !IsOxford(items, i)).ToList();
        if (kept.Count > MaxItems)
        {
            throw new MathSyntaxException("the list is too long");
        }
        return [.. kept.SelectMany(item => Read(item, depth + 1) is AnswerForm.Collection { Items: var two } && item.Any(token => token.IsOperator("±")) ? two : [Read(item, depth + 1)])];
    }

    // "3, 5, and 7" has nothing between its second comma and its "and".
    private static bool IsOxford(List<List<MathToken>> items, int index) => index > 0 && index < items.Count - 1 && items[index].Count == 0;
}
