using Align.Training.Metrics;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

public sealed class MetricColumnTests
{
    private static readonly MetricsRecord[] s_log =
    [
        StudyFolder.Line("warm", 1, "loss", 9),
        StudyFolder.Line("rl", 1, "loss", 4, "kl", 1),
        StudyFolder.Line("rl", 2, "loss", 1),
        StudyFolder.Line("rl", 3, "loss", 3),
        StudyFolder.Line("rl", 4, "kl", 2),
    ];

    [Theory]
    [InlineData(MetricReduction.Last, null, 3)]
    [InlineData(MetricReduction.First, null, 4)]
    [InlineData(MetricReduction.Mean, null, 8 / 3.0)]
    [InlineData(MetricReduction.Min, null, 1)]
    [InlineData(MetricReduction.Max, null, 4)]
    [InlineData(MetricReduction.Mean, 2, 2)]
    [InlineData(MetricReduction.Max, 2, 3)]
    public void The_lines_of_the_stage_that_have_the_metric_become_one_number(MetricReduction reduce, int? lastSteps, double expected) =>
        Assert.Equal(expected, new MetricColumn { Metric = "loss", Stage = "rl", Reduce = reduce, LastSteps = lastSteps }.ValueOf(s_log)!.Value, 12);

    [Fact]
    public void Without_a_stage_every_line_counts() =>
        Assert.Equal(9, new MetricColumn { Metric = "loss", Reduce = MetricReduction.Max }.ValueOf(s_log));

    [Fact]
    public void A_metric_that_no_line_has_has_no_value()
    {
        Assert.Null(new MetricColumn { Metric = "reward" }.ValueOf(s_log));
        Assert.Null(new MetricColumn { Metric = "kl", Stage = "warm" }.ValueOf(s_log));
    }
}
