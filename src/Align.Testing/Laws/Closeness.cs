using System.Globalization;

namespace Align.Testing;

/// <summary>Compares numbers and says in words where they differ.</summary>
internal static class Closeness
{
    /// <summary>|got − expected| ≤ tolerance · max(1, |expected|). Equal infinities are close, and so are two NaN: that there is one at all is another law's finding.</summary>
    public static bool Close(double expected, double got, double tolerance) =>
        expected.Equals(got) || expected == got || Math.Abs(got - expected) <= tolerance * Math.Max(1, Math.Abs(expected));

    /// <summary>Where two lists differ first, in words; <see langword="null"/> where they agree.</summary>
    /// <param name="what">What is compared, such as "the gradient of Chosen.LogProbs".</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="got">What it is.</param>
    /// <param name="tolerance">See <see cref="Close"/>.</param>
    public static string? Difference(string what, IReadOnlyList<double> expected, IReadOnlyList<double> got, double tolerance)
    {
        if (expected.Count != got.Count)
        {
            return $"There are {got.Count} numbers in {what}; expected {expected.Count}.";
        }
        for (var i = 0; i < expected.Count; i++)
        {
            if (!Close(expected[i], got[i], tolerance))
            {
                return $"At {i}, {what} is {Text(got[i])}; expected {Text(expected[i])}.";
            }
        }
        return null;
    }

    /// <summary>The first number that is NaN or infinite, in words.</summary>
    public static string? NotFinite(string what, IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return $"At {i}, {what} is {Text(values[i])}.";
            }
        }
        return null;
    }

    public static string Text(double value) => value.ToString("g9", CultureInfo.InvariantCulture);
}
