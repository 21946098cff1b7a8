using System.Globalization;

namespace Align.Cli.Terminal;

/// <summary>Times in words.</summary>
internal static class Duration
{
    /// <summary><c>12 s</c>, <c>3 min 05 s</c>, <c>2 h 07 min</c>, or <c>?</c> where nothing is known.</summary>
    public static string Describe(TimeSpan? duration) => duration switch
    {
        null => "?",
        { TotalMinutes: < 1 } short_ => string.Create(CultureInfo.InvariantCulture, $"{short_.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } middling => string.Create(CultureInfo.InvariantCulture, $"{middling.Minutes} min {middling.Seconds:00} s"),
        { } long_ => string.Create(CultureInfo.InvariantCulture, $"{(int)long_.TotalHours} h {long_.Minutes:00} min"),
    };
}
