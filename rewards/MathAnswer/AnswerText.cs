namespace Align.Rewards.MathAnswer;

/// <summary>Takes off what stands around an answer and is no part of it: dollar signs, marks of emphasis, quotes, full stops, <c>\text{}</c> around all of it.</summary>
internal static class AnswerText
{
    private const int Layers = 8;
    private static readonly (string Open, string Close)[] s_pairs = [("$$", "$$"), ("$", "$"), (@"\(", @"\)"), (@"\[", @"\]"), ("**", "**"), ("`", "`"), ("\"", "\""), ("“", "”")];
    private static readonly string[] s_words = [@"\text", @"\textbf", @"\textit", @"\textrm", @"\mathrm", @"\mathbf", @"\mbox", @"\boxed", @"\boldsymbol"];

    /// <summary>The bare answer.</summary>
    public static string Bare(string text)
    {
        var bare = text.Trim();
        for (var layer = 0; layer < Layers; layer++)
        {
            var less = Words(Pairs(Ends(bare)));
            if (less == bare)
            {
                break;
            }
            bare = less;
        }
        // Some golds are Python's: np.arcsin(10/13).
        return Dollars(bare).Replace("np.", "", StringComparison.Ordinal);
    }

    private static string Ends(string text) => text.Trim().Trim('*').TrimEnd(".,;".ToCharArray()).TrimEnd() is { Length: > 0 } kept && !kept.EndsWith('\\') ? kept : text.Trim();

    private static string Pairs(string text)
    {
        foreach (var (open, close) in s_pairs)
        {
            if (text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal)
                && text.IndexOf(close, open.Length, StringComparison.Ordinal) == text.Length - close.Length)
            {
                return text[open.Length..^close.Length].Trim();
            }
        }
        return text;
    }

    private static string Words(string text)
    {
        foreach (var command in s_words)
        {
            var inside = command.Length + 1;
            if (text.Length > inside && text.StartsWith(command, StringComparison.Ordinal) && text[command.Length] == '{'
                && text[^1] == '}' && text.AsSpan(inside, text.Length - inside - 1).IndexOfAny('{', '}') < 0)
            {
                return text[inside..^1].Trim();
            }
        }
        return text;
    }

    /// <summary>An even number of dollar signs are LaTeX's; a single one is money.</summary>
    private static string Dollars(string text)
    {
        var count = text.Index().Count(pair => pair.Item == '$' && (pair.Index == 0 || text[pair.Index - 1] != '\\'));
        return count > 1 && count % 2 == 0 ? string.Concat(text.Index().Where(pair => pair.Item != '$' || (pair.Index > 0 && text[pair.Index - 1] == '\\')).Select(pair => pair.Item)) : text;
    }
}
