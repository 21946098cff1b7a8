using System.Text.RegularExpressions;

namespace Align.Tests.Architecture;

/// <summary>Measures the members of types by matching braces: methods, constructors, operators and properties, local functions included.</summary>
internal static partial class FunctionLengths
{
    /// <summary>First line (from 1), signature and number of lines of every function; attributes and comments before it do not count.</summary>
    public static IEnumerable<(int Line, string Signature, int Lines)> Of(string source)
    {
        var code = Preprocessor().Replace(CodeText.Of(source), line => new string(' ', line.Length));
        foreach (var member in MemberWalk.Members(code))
        {
            var skipped = LeadingAttributes().Match(code[member]).Length;
            var text = code[member][skipped..];
            if (IsFunction(text))
            {
                var first = code.AsSpan(0, member.Start.Value + skipped).Count('\n') + 1;
                yield return (first, text.Split('\n')[0].Trim(), text.AsSpan().Count('\n') + 1);
            }
        }
    }

    // A field begins with a name and an equals sign; what has a body or an arrow before any equals sign is a function.
    // Parameters are looked over: their defaults have equals signs too. A property that only lists data is a table.
    private static bool IsFunction(string member)
    {
        var text = Parenthesized().Replace(member, hidden => new string(' ', hidden.Length));
        var body = text.AsSpan().IndexOf('{') is var brace and >= 0 ? brace : text.Length;
        var arrow = text.IndexOf("=>", StringComparison.Ordinal) is var found and >= 0 ? found : text.Length;
        var assigned = Assignment().Match(text) is { Success: true } match ? match.Index : text.Length;
        return Math.Min(body, arrow) < text.Length && Math.Min(body, arrow) <= assigned && !Table().IsMatch(member);
    }

    [GeneratedRegex(@"^[ \t]*#.*$", RegexOptions.Multiline)]
    private static partial Regex Preprocessor();

    [GeneratedRegex(@"\((?>[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)")]
    private static partial Regex Parenthesized();

    [GeneratedRegex(@"\A[^(){}=]*=>\s*(new\b|\[)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\A(\s*\[[^\[\]]*(\[[^\[\]]*\][^\[\]]*)*\])*\s*")]
    private static partial Regex LeadingAttributes();

    [GeneratedRegex(@"(?<![=!<>+\-*/%&|^?])=(?![=>])")]
    private static partial Regex Assignment();
}
