namespace Align.Algorithms.Statistics;

/// <summary>What a sequence of tasks left behind, from the matrix R of accuracies: R[i][j] is measured on task j after task i was learned.</summary>
/// <remarks>
/// Lopez-Paz and Ranzato 2017 (arXiv:1706.08840) for the transfers, Chaudhry et al. 2018 (arXiv:1801.10112) for forgetting, whose maximum is taken
/// over every row before the last. The last task has had no time to be forgotten, so forgetting and backward transfer are means over the others;
/// with one task both are 0. Forgetting is never below minus backward transfer.
/// </remarks>
/// <param name="AverageAccuracy">mean_j R[T][j].</param>
/// <param name="Forgetting">mean over j &lt; T of max over i &lt; T of R[i][j], less R[T][j].</param>
/// <param name="BackwardTransfer">mean over j &lt; T of R[T][j] − R[j][j]; below 0 where later tasks spoil earlier ones.</param>
/// <param name="ForwardTransfer">mean over j &gt; 1 of R[j−1][j] − b[j], b the accuracies before the first task: what a task gains before it is learned.</param>
public readonly record struct ContinualMetrics(double AverageAccuracy, double Forgetting, double BackwardTransfer, double ForwardTransfer)
{
    /// <summary>The metrics of a matrix.</summary>
    /// <param name="accuracies">R: as many rows as tasks, in the order of learning, each with one finite value a task.</param>
    /// <param name="before">b: one finite value a task, measured before the first was learned.</param>
    /// <exception cref="ArgumentException">There are no tasks, the matrix is not square, or a value is not finite.</exception>
    public static ContinualMetrics Of(IReadOnlyList<IReadOnlyList<double>> accuracies, IReadOnlyList<double> before)
    {
        ArgumentNullException.ThrowIfNull(accuracies);
        ArgumentNullException.ThrowIfNull(before);
        RequireSquare(accuracies, before);
        var (tasks, last) = (accuracies.Count, accuracies[^1]);
        var earlier = Enumerable.Range(0, tasks - 1).ToArray();
        return new ContinualMetrics(
            last.Average(),
            Mean(earlier.Select(task => earlier.Max(row => accuracies[row][task]) - last[task])),
            Mean(earlier.Select(task => last[task] - accuracies[task][task])),
            Mean(earlier.Select(task => accuracies[task][task + 1] - before[task + 1])));
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();

    private static void RequireSquare(IReadOnlyList<IReadOnlyList<double>> accuracies, IReadOnlyList<double> before)
    {
        if (accuracies.Count == 0)
        {
            throw new ArgumentException("There are no tasks.", nameof(accuracies));
        }
        if (before.Count != accuracies.Count || accuracies.Any(row => row.Count != accuracies.Count))
        {
            throw new ArgumentException($"{accuracies.Count} tasks need {accuracies.Count} values a row, and as many from before.", nameof(accuracies));
        }
        if (!accuracies.SelectMany(row => row).Concat(before).All(double.IsFinite))
        {
            throw new ArgumentException("Every accuracy must be finite.", nameof(accuracies));
        }
    }
}
