namespace Align.Rewards.MathAnswer;

/// <summary>The last number of a text, as GSM8K's evaluations take it: digits with grouping commas, a decimal point and a sign.</summary>
internal static class LastNumber
{
    /// <summary>The number's text; <see langword="null"/> where there is none.</summary>
    public static string? Of(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0)
        {
            return null;
        }
        var start = end;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || (text[start - 1] is ',' or '.' && start > 1 && char.IsAsciiDigit(text[start - 2]))))
        {
            start--;
        }
        start -= start > 0 && text[start - 1] == '.' ? 1 : 0;
        // 3-5 is a difference, and the sign of "x -5" is its own.
        var signed = start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !char.IsLetterOrDigit(text[start - 2]));
        return text[(signed ? start - 1 : start)..end];
    }
}
