using System.Text.RegularExpressions;

namespace Align.Rewards.MathAnswer;

/// <summary>Tells whether a question asks for a percentage. One that only speaks of percent, as of a discount, does not.</summary>
internal static partial class PercentQuestion
{
    /// <summary>Whether 25 % may be meant by the gold answer 25.</summary>
    public static bool Asks(string question) => Asking().IsMatch(question);

    // Between the asking word and the percent stands no number ("what is 20 percent of 50?") and no clause of its own ("what is x if the percentage …").
    [GeneratedRegex(
        @"\b(?:what|which|how many|how much|find|determine|compute|calculate|estimate)\b(?:(?!\b(?:if|when|after|with|at|for|given|of|by)\b)[^.?!,;\d]){0,30}\bpercent|\b(?:as|in) (?:a )?percent",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asking();
}
