using System.Text.RegularExpressions;

namespace Align.Rewards.MathAnswer;

/// <summary>Tells whether a question asks for a percentage. One that only speaks of percent, as of a discount, does not.</summary>
internal static partial class PercentQuestion
{
    /// <summary>Whether 25 % may be meant by the gold answer 25.</summary>
    public static bool Asks(string question) => Asking().IsMatch(question);

    [GeneratedRegex(@"\b(what|how many)\b[^.?]{0,25}percent|percentage (of|is|did|does|will|was|are|change|increase|decrease|more|gain|profit)|as a percent|in percent", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asking();
}
