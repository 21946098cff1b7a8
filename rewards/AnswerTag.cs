namespace Align.Rewards;

/// <summary>Finds the answer in a completion that may think aloud first.</summary>
internal static class AnswerTag
{
    private const string Opening = "<answer>";
    private const string Closing = "</answer>";

    /// <summary>The text between the last <c>&lt;answer&gt;</c> and the <c>&lt;/answer&gt;</c> after it; the whole text where it has neither tag.</summary>
    /// <returns>The answer without white space around it; <see langword="null"/> where only one of the two tags is there, or they stand in the wrong order.</returns>
    public static string? Extract(string completion)
    {
        var start = completion.LastIndexOf(Opening, StringComparison.Ordinal);
        if (start < 0)
        {
            return completion.Contains(Closing, StringComparison.Ordinal) ? null : completion.Trim();
        }
        start += Opening.Length;
        var end = completion.IndexOf(Closing, start, StringComparison.Ordinal);
        return end < 0 ? null : completion[start..end].Trim();
    }
}
