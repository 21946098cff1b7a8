namespace Align.Envs;

/// <summary>What the wordings of all environments have in common.</summary>
internal static class PromptWording
{
    private const string Opening = "<answer>";
    private const string Closing = "</answer>";

    /// <summary>The sentence that asks for the tags.</summary>
    public static string AskForTags(string what) => $"Write {what} between {Opening} and {Closing}.";

    /// <summary>The solution that a warm start teaches.</summary>
    public static string Solution(PromptStyle style, string answer) => style == PromptStyle.Terse ? answer : Opening + answer + Closing;

    /// <summary>Every character of the texts, each once, in the order of their code points.</summary>
    public static string Alphabet(params IEnumerable<string> texts) => string.Concat(texts.SelectMany(text => text).Distinct().Order());

    /// <summary>Words in a row: <c>1, 2 and 3</c>.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
