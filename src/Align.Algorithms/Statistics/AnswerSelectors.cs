namespace Align.Algorithms.Statistics;

/// <summary>Which of N samples to give as the answer: majority votes and re-ranking over classes of equal answers (arXiv:2310.10047).</summary>
/// <remarks>
/// Samples come as two lists of equal length: the class of each sample's answer, any number from 0, or a negative one where it
/// gives no answer, and a score S, the higher the better. A sample without an answer belongs to no class and is never chosen.
/// All give the index of a sample, or <see langword="null"/> where none has an answer. Of a class, its best sample is given. Ties
/// go by the best score, then by the first index, so that without ties the order of the samples does not matter.
/// </remarks>
public static class AnswerSelectors
{
    /// <summary>Maj1: of the largest class. With equal scores, the plain majority vote.</summary>
    /// <param name="classes">The class of each sample's answer.</param>
    /// <param name="scores">Finite, one a sample.</param>
    public static int? Maj1(IReadOnlyList<int> classes, IReadOnlyList<double> scores) => BySize(classes, scores).FirstOrDefault()?.Best;

    /// <summary>RR.All: the sample with the best score.</summary>
    /// <inheritdoc cref="Maj1"/>
    public static int? RerankAll(IReadOnlyList<int> classes, IReadOnlyList<double> scores) => RerankMajK(classes, scores, int.MaxValue);

    /// <summary>RR.MajK: the sample with the best score among those of the K largest classes.</summary>
    /// <inheritdoc cref="Maj1" path="/param"/>
    /// <param name="classes">The class of each sample's answer.</param>
    /// <param name="scores">Finite, one a sample.</param>
    /// <param name="k">K, at least 1.</param>
    public static int? RerankMajK(IReadOnlyList<int> classes, IReadOnlyList<double> scores, int k) =>
        Largest(classes, scores, k).OrderByDescending(answer => answer.Score).ThenBy(answer => answer.Best).FirstOrDefault()?.Best;

    /// <summary>W.RR: of the class with the greatest sum of scores; of equal sums, the larger class.</summary>
    /// <param name="classes">The class of each sample's answer.</param>
    /// <param name="scores">Finite, one a sample, 0 or above: a sum of negative scores would count against a class that it is large.</param>
    public static int? WeightedRerank(IReadOnlyList<int> classes, IReadOnlyList<double> scores) => WeightedRerankMajK(classes, scores, int.MaxValue);

    /// <summary>W.RR.MajK: of the class with the greatest sum of scores among the K largest classes.</summary>
    /// <param name="classes">The class of each sample's answer.</param>
    /// <param name="scores">Finite, one a sample, 0 or above.</param>
    /// <param name="k">K, at least 1.</param>
    public static int? WeightedRerankMajK(IReadOnlyList<int> classes, IReadOnlyList<double> scores, int k)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Any(score => score < 0)
            ? throw new ArgumentOutOfRangeException(nameof(scores), "Scores that are added up must be 0 or above.")
            : Largest(classes, scores, k).OrderByDescending(answer => answer.Sum).FirstOrDefault()?.Best;
    }

    /// <summary>Maj1.TopN: of the largest class among the N samples with the best scores.</summary>
    /// <param name="classes">The class of each sample's answer.</param>
    /// <param name="scores">Finite, one a sample.</param>
    /// <param name="n">N, at least 1.</param>
    public static int? Maj1TopN(IReadOnlyList<int> classes, IReadOnlyList<double> scores, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        RequireSamples(classes, scores);
        var best = Answered(classes).OrderByDescending(sample => scores[sample]).Take(n).ToHashSet();
        return Maj1([.. classes.Select((answer, sample) => best.Contains(sample) ? answer : -1)], scores);
    }

    private static IEnumerable<AnswerClass> Largest(IReadOnlyList<int> classes, IReadOnlyList<double> scores, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return BySize(classes, scores).Take(k);
    }

    private static IEnumerable<AnswerClass> BySize(IReadOnlyList<int> classes, IReadOnlyList<double> scores)
    {
        RequireSamples(classes, scores);
        return Answered(classes).GroupBy(sample => classes[sample]).Select(samples => AnswerClass.Of([.. samples], scores))
            .OrderByDescending(answer => answer.Size).ThenByDescending(answer => answer.Score).ThenBy(answer => answer.Best);
    }

    private static IEnumerable<int> Answered(IReadOnlyList<int> classes) => Enumerable.Range(0, classes.Count).Where(sample => classes[sample] >= 0);

    private static void RequireSamples(IReadOnlyList<int> classes, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(scores);
        if (classes.Count != scores.Count)
        {
            throw new ArgumentException($"{classes.Count} samples have {scores.Count} scores.", nameof(scores));
        }
        if (scores.Any(score => !double.IsFinite(score)))
        {
            throw new ArgumentOutOfRangeException(nameof(scores), "A score is not finite.");
        }
    }

    private sealed record AnswerClass(int Best, double Score, double Sum, int Size)
    {
        public static AnswerClass Of(int[] samples, IReadOnlyList<double> scores)
        {
            var best = samples.MaxBy(sample => scores[sample]);
            return new(best, scores[best], samples.Sum(sample => scores[sample]), samples.Length);
        }
    }
}
