using System.Globalization;
using Align.Algorithms.Statistics;

namespace Align.Training.Studies;

/// <summary>Numbers as tables show them: no more digits than the interval supports.</summary>
public static class NumberText
{
    private const int MostDecimals = 8;

    /// <summary><c>0.742 ± 0.031</c>, the half-width with two significant digits; the mean alone with four where there is no interval; empty without values.</summary>
    public static string Of(SeedSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var text = summary switch
        {
            { Mean: null } => "",
            { Interval: { } interval } => Of(interval),
            _ => Of(summary.Mean.Value),
        };
        return summary.Missing > 0 && summary.Observed > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text} ({summary.Observed} of {summary.Observed + summary.Missing} seeds)")
            : text;
    }

    /// <summary>An estimate with its half-width.</summary>
    public static string Of(ConfidenceInterval interval)
    {
        var half = (interval.High - interval.Low) / 2;
        if (!(half > 0))
        {
            return $"{Of(interval.Estimate)} ± 0";
        }
        var format = FormatFor(half);
        return $"{interval.Estimate.ToString(format, CultureInfo.InvariantCulture)} ± {half.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>The ends of an interval, <c>[0.711, 0.773]</c>.</summary>
    public static string Ends(ConfidenceInterval interval)
    {
        var half = (interval.High - interval.Low) / 2;
        var format = half > 0 ? FormatFor(half) : "G4";
        return $"[{interval.Low.ToString(format, CultureInfo.InvariantCulture)}, {interval.High.ToString(format, CultureInfo.InvariantCulture)}]";
    }

    /// <summary>A number with four significant digits.</summary>
    public static string Of(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A number with every digit that it takes to read the same one back; empty for none.</summary>
    public static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string FormatFor(double half)
    {
        var decimals = 1 - (int)Math.Floor(Math.Log10(half));
        return $"F{Math.Clamp(decimals, 0, MostDecimals).ToString(CultureInfo.InvariantCulture)}";
    }
}
