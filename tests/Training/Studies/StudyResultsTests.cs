using Align.Algorithms.Statistics;
using Align.Training.Metrics;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

public sealed class StudyResultsTests
{
    private const string Compared = StudyFolder.Study + "\ncompare: [[grpo, other]]\n";

    // t(0.975, 2) = 4.302653. grpo 0.2, 0.4, 0.6: mean 0.4, s = 0.2, half-width 4.302653·0.2/√3 = 0.496827.
    // other 0.1, 0.2, 0.3: mean 0.2, s = 0.1, half-width 0.248414. Differences 0.1, 0.2, 0.3: the same as other.
    // n = 5: (2.7764 + 0.9410)²·(0.1/0.2)² = 3.45 ≤ 5; n = 4: (3.1824 + 0.9785)²/4 = 4.33 > 4.
    [Fact]
    public void The_table_holds_means_with_intervals_and_paired_differences()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, Compared, (cell, seed) => Log(cell.Arm == "grpo" ? 0.2 * seed : 0.1 * seed));

        var summary = results.Cells.Summary(results.Cells.Rows[0], results.Cells.Columns[0]);
        Assert.Equal(0.4, summary.Mean!.Value, 12);
        Assert.Equal(0.4 - 0.496827, summary.Interval!.Value.Low, 5);
        Assert.Equal(0.4 + 0.496827, summary.Interval!.Value.High, 5);
        var difference = Assert.Single(results.Differences);
        Assert.Equal(0.2, difference.Difference!.Interval.Estimate, 12);
        Assert.Equal("inconclusive: about 5 seeds would settle it", difference.Verdict);
        var page = ResultsMarkdown.Of(results);
        Assert.Contains("| arm | score ↑ |", page, StringComparison.Ordinal);
        Assert.Contains("| grpo | 0.40 ± 0.50 |", page, StringComparison.Ordinal);
        Assert.Contains("| other | 0.20 ± 0.25 |", page, StringComparison.Ordinal);
        Assert.Empty(results.Notes);
    }

    [Theory]
    [InlineData("higher", "higher (better)")]
    [InlineData("lower", "higher (worse)")]
    public void A_verdict_says_whether_higher_is_better(string direction, string verdict)
    {
        using var folder = new StudyFolder();
        var study = Compared.Replace("direction: higher", $"direction: {direction}", StringComparison.Ordinal);

        Assert.Equal(verdict, Assert.Single(Results(folder, study, (cell, seed) => Log(cell.Arm == "grpo" ? 1 + (0.01 * seed) : 0)).Differences).Verdict);
    }

    [Fact]
    public void Seeds_without_any_difference_are_no_case_for_more_of_them()
    {
        using var folder = new StudyFolder();

        Assert.Equal("no difference in any seed", Assert.Single(Results(folder, Compared, (_, seed) => Log(0.1 * seed)).Differences).Verdict);
    }

    [Fact]
    public void A_run_without_a_result_is_left_out_and_named()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, Compared, (cell, seed) => cell.Arm == "grpo" && seed == 2 ? null : Log(seed));

        var page = ResultsMarkdown.Of(results);
        Assert.Contains("(2 of 3 seeds) |", page, StringComparison.Ordinal);
        Assert.Contains("* grpo, seed 2: no result; killed", page, StringComparison.Ordinal);
        Assert.Equal(2, results.Differences[0].Difference!.Pairs);
        Assert.Contains("grpo,2,\n", ResultsCsv.Rows(results.Study, results.Cells, withGrid: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_no_run_has_is_told_with_what_was_meant()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, StudyFolder.Study.Replace("eval/pass@1", "eval/pas@1", StringComparison.Ordinal), (_, _) => Log(1));

        Assert.Equal("score: no line of stage after has eval/pas@1 in grpo; other; did you mean eval/pass@1?", Assert.Single(results.Notes));
        Assert.Contains("| grpo |  |", ResultsMarkdown.Of(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_the_mean_and_is_counted()
    {
        using var folder = new StudyFolder();
        var results = Results(folder, StudyFolder.Study, (_, seed) => Log(seed == 1 ? double.NaN : seed));

        Assert.Equal(2.5, results.Cells.Summary(results.Cells.Rows[0], results.Cells.Columns[0]).Mean);
        Assert.Equal("score: 2 runs have no finite value; the means leave them out", Assert.Single(results.Notes));
    }

    // Seed s measures (KL, reward) = (0, 0), (1, s), (2, 3s): at KL 1.5 the reward is 2s, at 2.5 nothing was measured.
    [Fact]
    public void The_reward_at_a_KL_lies_on_the_line_between_the_evaluations_of_a_run()
    {
        using var folder = new StudyFolder();
        const string at = StudyFolder.Study + "\n  kl: { metric: kl, stage: after }\nat: [ { metric: kl, values: [1.5, 2.5], of: score } ]\n";
        var results = Results(folder, at, (_, seed) =>
        [
            StudyFolder.Line("after", 1, "eval/pass@1", 0, "kl", 0),
            StudyFolder.Line("after", 2, "eval/pass@1", seed, "kl", 1),
            StudyFolder.Line("rl", 3, "eval/pass@1", 77, "kl", 1.5),
            StudyFolder.Line("after", 3, "eval/pass@1", 3 * seed, "kl", 2),
        ]);

        Assert.Equal(["score", "kl", "score at kl=1.5", "score at kl=2.5"], results.Cells.Columns.Select(column => column.Name));
        Assert.Equal([2, 4, 6], results.Cells.Seeds.Select(seed => results.Cells.ValueOf(results.Cells.Rows[0], results.Cells.Columns[2], seed)!.Value));
        Assert.All(results.Cells.Seeds, seed => Assert.Null(results.Cells.ValueOf(results.Cells.Rows[0], results.Cells.Columns[3], seed)));
        Assert.Contains("score at kl=2.5: outside of what grpo has measured for 3 of 3 seeds; nothing is extrapolated", results.Notes);
    }

    // At beta b seed s ends at (KL, reward) = (10·b, s·b): at KL 2 the reward is 0.2·s.
    [Fact]
    public void The_reward_at_a_KL_can_lie_between_the_points_of_the_grid()
    {
        using var folder = new StudyFolder();
        const string at = StudyFolder.Study + "\n  kl: { metric: kl, stage: after }\ngrid: { stages.0.beta: [0.1, 0.3] }\nat: [ { metric: kl, values: [2], of: score, across: grid } ]\ncompare: [[grpo, other]]\n";
        var results = Results(folder, at, (cell, seed) =>
        {
            var beta = double.Parse(cell.Point[0].Value, System.Globalization.CultureInfo.InvariantCulture);
            return [StudyFolder.Line("after", 1, "eval/pass@1", seed * beta, "kl", 10 * beta)];
        });

        Assert.Equal(["grpo", "other"], results.AcrossGrid.Rows.Select(row => row.Text));
        Assert.Equal([0.2, 0.4, 0.6], results.AcrossGrid.Seeds.Select(seed => Math.Round(results.AcrossGrid.ValueOf(results.AcrossGrid.Rows[0], results.AcrossGrid.Columns[0], seed)!.Value, 12)));
        Assert.Equal((2 * 2) + 1, results.Differences.Count);
        Assert.Contains("arm,stages.0.beta,seed,score,kl\ngrpo,0.1,1,0.1,1\n", ResultsCsv.Rows(results.Study, results.Cells, withGrid: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_of_the_results_repeats()
    {
        using var folder = new StudyFolder();
        string[] Texts()
        {
            var results = Results(folder, Compared, (cell, seed) => Log(cell.Arm.Length + seed));
            return [ResultsMarkdown.Of(results), ResultsJson.Of(results), ResultsCsv.Rows(results.Study, results.Cells, withGrid: true), ResultsCsv.Differences(results.Differences)];
        }

        Assert.Equal(Texts(), Texts());
        Assert.DoesNotContain(Path.GetTempPath(), string.Concat(Texts()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 0.4868, 0.5132, "0.500 ± 0.013")]
    [InlineData(123.4, 23.4, 223.4, "123 ± 100")]
    [InlineData(0.5, 0.5, 0.5, "0.5 ± 0")]
    [InlineData(1e-5, 0.5e-5, 1.5e-5, "0.0000100 ± 0.0000050")]
    public void A_mean_has_the_digits_that_its_interval_supports(double mean, double low, double high, string text) =>
        Assert.Equal(text, NumberText.Of(new ConfidenceInterval(mean, low, high, 0.95)));

    private static MetricsRecord[] Log(double score) => [StudyFolder.Line("rl", 1, "reward", 9), StudyFolder.Line("after", 1, "eval/pass@1", score)];

    private static StudyResults Results(StudyFolder folder, string text, Func<StudyCell, long, MetricsRecord[]?> logOf)
    {
        var study = folder.Load(text);
        return new StudyResults(study, [.. from run in study.Runs
                                           let cell = run.Cell
                                           where cell is not null
                                           let log = logOf(cell!, run.Seed)
                                           select new CellOutcome(cell!, run.Seed, log, log is null ? "killed" : null)]);
    }
}
