using Align.Algorithms.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Statistics;

public sealed class ContinualMetricsTests
{
    // Squares of 1 to 5 tasks with a row for what was before, accuracies in [0, 1].
    private static readonly Arbitrary<double[][]> Matrices =
        (from tasks in Gen.Choose(1, 5)
         from percents in Gen.Choose(0, 100).ArrayOf(tasks * (tasks + 1))
         select percents.Select(percent => percent / 100.0).Chunk(tasks).ToArray()).ToArbitrary();

    [Fact]
    public void The_matrix_of_three_tasks_has_the_hand_worked_values()
    {
        // average (0.7 + 0.6 + 0.9)/3; forgetting ((0.9 − 0.7) + (0.8 − 0.6))/2; backward ((0.7 − 0.8) + (0.6 − 0.8))/2;
        // forward ((0.6 − 0.5) + (0.4 − 0.5))/2
        var metrics = ContinualMetrics.Of([[0.8, 0.6, 0.5], [0.9, 0.8, 0.4], [0.7, 0.6, 0.9]], [0.5, 0.5, 0.5]);

        Sample.Close(2.2 / 3, metrics.AverageAccuracy);
        Sample.Close(0.2, metrics.Forgetting);
        Sample.Close(-0.15, metrics.BackwardTransfer);
        Sample.Close(0, metrics.ForwardTransfer);
    }

    [Fact]
    public void One_task_is_never_forgotten() =>
        Assert.Equal(new ContinualMetrics(0.7, 0, 0, 0), ContinualMetrics.Of([[0.7]], [0.5]));

    [Fact]
    public void Forgetting_is_at_least_what_was_lost_since_learning() =>
        Holds((_, metrics) => metrics.Forgetting >= -metrics.BackwardTransfer - 1e-12);

    [Fact]
    public void Backward_transfer_is_not_positive_where_no_task_ends_above_its_diagonal() => Holds((rows, metrics) =>
        rows[^1].Index().Any(cell => cell.Item > rows[cell.Index][cell.Index]) || metrics.BackwardTransfer <= 1e-12);

    [Fact]
    public void Nothing_is_forgotten_where_the_last_row_is_the_best() => Holds((rows, metrics) =>
        rows.Any(row => row.Zip(rows[^1]).Any(pair => pair.First > pair.Second)) || metrics.Forgetting <= 1e-12);

    [Fact]
    public void Adding_to_every_accuracy_moves_the_average_alone()
    {
        double[][] rows = [[0.2, 0.1], [0.3, 0.4]];
        var (low, high) = (ContinualMetrics.Of(rows, [0.0, 0.1]), ContinualMetrics.Of([.. rows.Select(row => row.Select(value => value + 0.5).ToArray())], [0.5, 0.6]));

        Sample.Close(low.AverageAccuracy + 0.5, high.AverageAccuracy);
        Sample.Close([low.Forgetting, low.BackwardTransfer, low.ForwardTransfer], [high.Forgetting, high.BackwardTransfer, high.ForwardTransfer]);
    }

    [Fact]
    public void Matrices_that_are_not_square_or_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ContinualMetrics.Of([], []));
        Assert.Throws<ArgumentException>(() => ContinualMetrics.Of([[1, 2], [3]], [0, 0]));
        Assert.Throws<ArgumentException>(() => ContinualMetrics.Of([[1.0]], [0.0, 0.0]));
        Assert.Throws<ArgumentException>(() => ContinualMetrics.Of([[double.NaN]], [0.0]));
    }

    private static void Holds(Func<double[][], ContinualMetrics, bool> law) =>
        Prop.ForAll(Matrices, drawn => law(drawn[1..], ContinualMetrics.Of(drawn[1..], drawn[0]))).QuickCheckThrowOnFailure();
}
