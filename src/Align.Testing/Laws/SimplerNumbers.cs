namespace Align.Testing;

/// <summary>Rounder and smaller numbers, for making counter-examples readable. Every chain of them ends.</summary>
internal static class SimplerNumbers
{
    private static readonly double[] Round = [1, 2, 10, 100, 1000];

    /// <summary>What to try in place of a value, simplest first; nothing for 0.</summary>
    public static IEnumerable<double> Than(double value)
    {
        if (value == 0)
        {
            return [];
        }
        if (!double.IsFinite(value))
        {
            return [0];
        }
        var magnitude = Math.Abs(value);
        var candidates = Round.Where(round => round < magnitude)
            .Append(Math.Floor(magnitude))
            .Append(Math.Floor(magnitude / 2))
            .Append(Math.Round(magnitude, 1));
        return candidates.Where(candidate => candidate < magnitude).Append(0).Distinct()
            .OrderBy(Complexity).Select(candidate => Math.CopySign(candidate, value) + 0.0);
    }

    private static double Complexity(double magnitude) => magnitude == Math.Floor(magnitude) ? magnitude : 1 + magnitude + 1e3;
}
