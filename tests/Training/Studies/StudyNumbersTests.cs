using System.Globalization;
using System.Text.Json;
using Align.Core;
using Align.Training.Studies;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Align.Tests.Training.Studies;

/// <summary>The tables of a study, computed once more from its raw values.</summary>
public sealed class StudyNumbersTests
{
    private const string Text = StudyFolder.Study + "\ngrid: { stages.0.beta: [0, 1] }\ncompare: [[grpo, other]]\n";

    [Fact]
    public void Means_intervals_and_comparisons_follow_from_the_raw_values()
    {
        using var folder = new StudyFolder();
        var study = folder.Load(Text);
        var draws = RandomStream.Create(3, RandomPurpose.Control);
        var results = new StudyResults(study, [.. from cell in study.Cells
                                                  from seed in study.Config.Seeds
                                                  select new CellOutcome(cell, seed, [StudyFolder.Line("after", 1, "eval/pass@1", draws.NextDouble())])]);
        var raw = RawValues(results);
        using var json = JsonDocument.Parse(ResultsJson.Of(results));

        Assert.Equal(4, json.RootElement.GetProperty("cells").GetArrayLength());
        foreach (var cell in json.RootElement.GetProperty("cells").EnumerateArray())
        {
            AssertInterval(raw[(cell.GetProperty("arm").GetString()!, cell.GetProperty("grid").GetString()!)], cell, "mean");
        }
        var compared = json.RootElement.GetProperty("comparisons").EnumerateArray().ToArray();
        Assert.Equal(2, compared.Length);
        foreach (var comparison in compared)
        {
            var grid = comparison.GetProperty("grid").GetString()!;
            double[] differences = [.. raw[("grpo", grid)].Zip(raw[("other", grid)], (first, second) => first - second)];
            AssertInterval(differences, comparison, "difference");
            AssertVerdict(differences, comparison);
        }
    }

    // As results.csv has them: arm, grid value, seed, score.
    private static Dictionary<(string Arm, string Grid), double[]> RawValues(StudyResults results) =>
        ResultsCsv.Rows(results.Study, results.Cells, withGrid: true).TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))
            .GroupBy(fields => (fields[0], $"beta={fields[1]}"), fields => double.Parse(fields[3], CultureInfo.InvariantCulture))
            .ToDictionary(cell => cell.Key, cell => cell.ToArray());

    private static void AssertInterval(double[] values, JsonElement row, string estimate)
    {
        var half = StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * values.StandardDeviation() / Math.Sqrt(values.Length);
        Assert.Equal(3, values.Length);
        Assert.Equal(values.Mean(), row.GetProperty(estimate).GetDouble(), 1e-12);
        Assert.Equal(values.Mean() - half, row.GetProperty("low").GetDouble(), 1e-9);
        Assert.Equal(values.Mean() + half, row.GetProperty("high").GetDouble(), 1e-9);
    }

    private static void AssertVerdict(double[] differences, JsonElement comparison)
    {
        var (low, high) = (comparison.GetProperty("low").GetDouble(), comparison.GetProperty("high").GetDouble());
        if (low > 0 || high < 0)
        {
            Assert.Equal(low > 0 ? "higher (better)" : "lower (worse)", comparison.GetProperty("verdict").GetString());
            return;
        }
        // The least number of seeds, by trying one after another.
        bool Suffices(int n) => n >= Math.Pow((StudentT.InvCDF(0, 1, n - 1, 0.975) + StudentT.InvCDF(0, 1, n - 1, 0.8)) * differences.StandardDeviation() / differences.Mean(), 2);
        var seeds = Enumerable.Range(2, 9_999).First(Suffices);
        Assert.Equal(seeds, comparison.GetProperty("seeds_to_settle").GetInt32());
        Assert.Equal($"inconclusive: about {seeds} seeds would settle it", comparison.GetProperty("verdict").GetString());
    }
}
