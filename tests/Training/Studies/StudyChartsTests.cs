using Align.Training.Metrics;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

public sealed class StudyChartsTests
{
    // Seed s has reward s·(step − 1) at steps 1 to 3: means over seeds 1, 2, 3 are 0, 2, 4.
    [Fact]
    public void A_curve_is_the_mean_over_seeds_at_every_step_that_all_have()
    {
        using var folder = new StudyFolder();
        var chart = Chart(folder, "plots: [ { kind: line, y: reward, stage: rl } ]", seed => seed == 2 ? 3 : 4);

        Assert.Equal(["grpo", "other"], chart.Series.Select(series => series.Name));
        Assert.Equal([(1, 0), (2, 2), (3, 4)], chart.Series[0].Points.Select(point => (point.X, point.Y)));
        // t(0.975, 2)·1/√3 = 2.484138 with s = 1 at step 2.
        Assert.Equal(2 + 2.484138, chart.Series[0].Points[1].YInterval!.Value.High, 5);
        Assert.Equal("step", chart.XLabel);
        Assert.Equal("mean over 3 seeds with 95 % interval", chart.Caption);
    }

    [Fact]
    public void Smoothing_takes_the_mean_of_the_last_points()
    {
        using var folder = new StudyFolder();
        var chart = Chart(folder, "plots: [ { kind: line, y: reward, stage: rl, smooth: 2 } ]", _ => 3);

        Assert.Equal([0, 1, 3], chart.Series[0].Points.Select(point => point.Y));
        Assert.EndsWith("each point the mean of 2", chart.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_stage_steps_count_from_the_start_of_the_run()
    {
        using var folder = new StudyFolder();
        var chart = Chart(folder, "plots: [ { kind: line, y: reward } ]", _ => 3);

        Assert.Equal([2, 3, 4], chart.Series[0].Points.Select(point => point.X));
    }

    [Fact]
    public void A_metric_can_be_the_x_axis()
    {
        using var folder = new StudyFolder();
        var chart = Chart(folder, "plots: [ { kind: line, x: kl, y: reward, stage: rl, arms: [other] } ]", _ => 3);

        Assert.Equal([10, 20, 30], Assert.Single(chart.Series).Points.Select(point => point.X));
    }

    [Fact]
    public void Long_curves_are_thinned_and_keep_their_end()
    {
        using var folder = new StudyFolder();
        var chart = Chart(folder, "plots: [ { kind: line, y: reward, stage: rl } ]", _ => 1001);

        Assert.InRange(chart.Series[0].Points.Count, 300, 400);
        Assert.Equal(1001, chart.Series[0].Points[^1].X);
    }

    [Fact]
    public void Points_and_bars_are_means_over_seeds_with_their_intervals()
    {
        using var folder = new StudyFolder();
        var scatter = Chart(folder, "  kl: { metric: kl, label: \"KL (nats)\" }\nplots: [ { kind: scatter, x: kl, y: score } ]", _ => 3);
        Assert.Equal((30, 6), (scatter.Series[0].Points[0].X, scatter.Series[0].Points[0].Y));
        Assert.Equal("KL (nats)", scatter.XLabel);
        Assert.NotNull(scatter.Series[0].Points[0].YInterval);

        var bar = Chart(folder, "plots: [ { kind: bar, y: score } ]", _ => 3);
        Assert.Equal([6, 6], bar.Series.Select(series => series.Points[0].Y));
        Assert.Equal("score", bar.XLabel);
    }

    private static Chart Chart(StudyFolder folder, string keys, Func<long, int> stepsOf)
    {
        var study = folder.Load(StudyFolder.Study + "\n" + keys + "\n");
        var outcomes = study.Runs.Where(run => run.Cell is not null).Select(run => new CellOutcome(run.Cell!, run.Seed, Log(run.Seed, stepsOf(run.Seed)))).ToArray();
        return StudyCharts.Of(new StudyResults(study, outcomes), study.Config.Plots[0]);
    }

    private static MetricsRecord[] Log(long seed, int steps) =>
    [
        StudyFolder.Line("warm", 1, "loss", 1),
        .. Enumerable.Range(1, steps).Select(step => StudyFolder.Line("rl", step, "reward", seed * (step - 1), "kl", 10 * step)),
        StudyFolder.Line("after", 1, "eval/pass@1", 3 * seed),
    ];
}
