using System.Globalization;

namespace Align.Training.Configuration.Planning;

/// <summary>A number with its noun, one or many.</summary>
public static class Counted
{
    /// <summary>Such as <c>1 step</c> or <c>1,000 steps</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; its plural ends in s.</param>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
