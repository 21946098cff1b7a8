using Align.Rewards.MathAnswer.Parsing;

namespace Align.Rewards.MathAnswer.Forms;

/// <summary>What stands outside all brackets.</summary>
internal static class TopLevel
{
    /// <summary>The pieces between the separators.</summary>
    public static List<List<MathToken>> Split(IReadOnlyList<MathToken> tokens, string separator)
    {
        var pieces = new List<List<MathToken>> { new() };
        foreach (var (token, depth) in WithDepth(tokens))
        {
            if (depth == 0 && token.IsOperator(separator))
            {
                pieces.Add([]);
            }
            else
            {
                pieces[^1].Add(token);
            }
        }
        return pieces;
    }

    /// <summary>Whether the first token opens a bracket that the last one closes; their kinds may differ, as an interval's do.</summary>
    public static bool IsEnclosed(List<MathToken> tokens)
    {
        if (tokens.Count < 2 || tokens[0].Kind != MathTokenKind.Open || tokens[^1].Kind != MathTokenKind.Close)
        {
            return false;
        }
        var depth = 0;
        for (var i = 0; i < tokens.Count - 1; i++)
        {
            depth += Change(tokens[i]);
            if (depth == 0)
            {
                return false;
            }
        }
        return depth == 1;
    }

    /// <summary>The sides of equations and inequalities, and the signs between them.</summary>
    public static (List<List<MathToken>> Sides, List<string> Signs) Relations(IReadOnlyList<MathToken> tokens)
    {
        var (sides, signs) = (new List<List<MathToken>> { new() }, new List<string>());
        foreach (var (token, depth) in WithDepth(tokens))
        {
            if (depth == 0 && token is { Kind: MathTokenKind.Operator, Text: "=" or "<" or ">" or "≤" or "≥" or "≠" or "≈" })
            {
                signs.Add(token.Text);
                sides.Add([]);
            }
            else
            {
                sides[^1].Add(token);
            }
        }
        return (sides, signs);
    }

    private static IEnumerable<(MathToken Token, int Depth)> WithDepth(IReadOnlyList<MathToken> tokens)
    {
        var depth = 0;
        foreach (var token in tokens)
        {
            var change = Change(token);
            depth += Math.Min(change, 0);
            yield return (token, depth);
            depth += Math.Max(change, 0);
        }
    }

    private static int Change(MathToken token) => token.Kind switch
    {
        MathTokenKind.Open or MathTokenKind.Begin => 1,
        MathTokenKind.Close or MathTokenKind.End => -1,
        _ => 0,
    };
}
