using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>Log-ratios for FsCheck properties.</summary>
public static class KlGenerators
{
    private static readonly double[] s_extremes = [20, 30, 88.75, 100, 200, 400];

    /// <summary>One to four log-ratios, 0 among them.</summary>
    /// <param name="type">Float64 or Float32.</param>
    /// <param name="extreme">Up to ±400 rather than ±6.</param>
    public static Arbitrary<KlExample> LogRatios(ScalarType type, bool extreme) =>
        Arb.From(Gen.NonEmptyListOf(LogRatio(extreme)).Select(numbers => new KlExample(type, [.. numbers.Take(4)])), Simpler);

    /// <summary>What is always tried.</summary>
    internal static IEnumerable<KlExample> Edges(ScalarType type, bool extreme)
    {
        double[] numbers = [0, 1, -1, 0.125, -0.125, .. extreme ? s_extremes.SelectMany(number => new[] { number, -number }) : [6, -6]];
        return numbers.Select(number => new KlExample(type, [number])).Append(new KlExample(type, [.. numbers])).Append(new KlExample(type, []));
    }

    private static Gen<double> LogRatio(bool extreme)
    {
        var moderate = Gen.Choose(-48, 48).Select(eighths => eighths / 8.0);
        return extreme ? Gen.Frequency((1, moderate), (1, from number in Gen.Elements(s_extremes) from sign in Gen.Elements(1, -1) select sign * number)) : moderate;
    }

    private static IEnumerable<KlExample> Simpler(KlExample example)
    {
        var fewer = example.LogRatios.Length < 2 ? [] : example.LogRatios.Select(number => example with { LogRatios = [number] });
        var rounder = Enumerable.Range(0, example.LogRatios.Length)
            .SelectMany(i => SimplerNumbers.Than(example.LogRatios[i]).Select(number => example with { LogRatios = example.LogRatios.SetItem(i, number) }));
        return fewer.Concat(rounder);
    }
}
