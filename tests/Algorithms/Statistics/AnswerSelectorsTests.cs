using Align.Algorithms.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Statistics;

public sealed class AnswerSelectorsTests
{
    // Classes: 0 has samples 0, 3 (scores 0.9, 0.1; sum 1.0), 1 has 1, 4, 5 (0.2, 0.3, 0.25; sum 0.75), 2 has 6 (0.95); sample 2 gives no answer.
    private static readonly int[] Classes = [0, 1, -1, 0, 1, 1, 2];
    private static readonly double[] Scores = [0.9, 0.2, 1.0, 0.1, 0.3, 0.25, 0.95];

    [Fact]
    public void Each_selector_gives_the_hand_worked_sample()
    {
        Assert.Equal(4, AnswerSelectors.Maj1(Classes, Scores));
        Assert.Equal(6, AnswerSelectors.RerankAll(Classes, Scores));
        Assert.Equal(0, AnswerSelectors.RerankMajK(Classes, Scores, 2));
        Assert.Equal(0, AnswerSelectors.WeightedRerank(Classes, Scores));
        Assert.Equal(4, AnswerSelectors.WeightedRerankMajK(Classes, Scores, 1));
        // The four best that give an answer: 6, 0, 4, 5; class 1 has two of them.
        Assert.Equal(4, AnswerSelectors.Maj1TopN(Classes, Scores, 4));
        Assert.Equal(6, AnswerSelectors.Maj1TopN(Classes, Scores, 2));
    }

    [Fact]
    public void Ties_go_by_the_best_score_and_then_by_the_first_index()
    {
        Assert.Equal(2, AnswerSelectors.Maj1([0, 0, 1, 1], [0.1, 0.2, 0.4, 0.3]));
        Assert.Equal(0, AnswerSelectors.Maj1([7, 7, 1, 1], [0, 0, 0, 0]));
        Assert.Equal(1, AnswerSelectors.WeightedRerank([0, 1, 1], [0.5, 0.25, 0.25]));
    }

    [Fact]
    public void Where_no_sample_gives_an_answer_none_is_chosen()
    {
        Assert.Null(AnswerSelectors.Maj1([-1, -1], [1, 2]));
        Assert.Null(AnswerSelectors.RerankAll([], []));
        Assert.Null(AnswerSelectors.WeightedRerank([-1], [1]));
        Assert.Null(AnswerSelectors.Maj1TopN([-1], [1], 1));
    }

    [Fact]
    public void K_of_at_least_the_number_of_classes_leaves_all_of_them() => Holds((classes, scores) =>
        AnswerSelectors.RerankMajK(classes, scores, Math.Max(1, classes.Distinct().Count())) == AnswerSelectors.RerankAll(classes, scores));

    [Fact]
    public void K_of_one_is_the_majority() => Holds((classes, scores) =>
        AnswerSelectors.RerankMajK(classes, scores, 1) == AnswerSelectors.Maj1(classes, scores)
        && AnswerSelectors.WeightedRerankMajK(classes, scores, 1) == AnswerSelectors.Maj1(classes, scores));

    [Fact]
    public void With_equal_scores_the_weighted_vote_is_the_majority() => Holds((classes, scores) =>
    {
        double[] constant = [.. scores.Select(_ => scores[0])];
        return AnswerSelectors.WeightedRerank(classes, constant) == AnswerSelectors.Maj1(classes, constant);
    });

    [Fact]
    public void N_of_all_samples_is_the_majority_and_N_of_one_the_best() => Holds((classes, scores) =>
        AnswerSelectors.Maj1TopN(classes, scores, classes.Length) == AnswerSelectors.Maj1(classes, scores)
        && AnswerSelectors.Maj1TopN(classes, scores, 1) == AnswerSelectors.RerankAll(classes, scores));

    [Fact]
    public void What_is_chosen_has_an_answer_and_nothing_only_where_none_has() => Holds((classes, scores) =>
        All(classes, scores).All(chosen => chosen is { } sample ? classes[sample] >= 0 : classes.All(answer => answer < 0)));

    // With a power of two of its own a sample, no two sums are equal, and all are exact.
    [Fact]
    public void The_order_of_the_samples_does_not_matter() => Holds((classes, scores) =>
    {
        double[] distinct = [.. scores.Select((score, sample) => score + Math.ScaleB(1, -10 - sample))];
        int[] backwards = [.. Enumerable.Range(0, classes.Length).Reverse()];
        var (turned, scored) = (backwards.Select(sample => classes[sample]).ToArray(), backwards.Select(sample => distinct[sample]).ToArray());
        return All(classes, distinct).SequenceEqual(All(turned, scored).Select(chosen => chosen is { } sample ? backwards[sample] : (int?)null));
    });

    [Fact]
    public void Whatever_is_chosen_is_right_no_oftener_than_one_of_the_samples() => Holds((classes, scores) =>
    {
        // Class 0 is right: a choice that is right means that some sample is.
        var right = classes.Count(answer => answer == 0);
        return All(classes, scores).All(chosen => (chosen is { } sample && classes[sample] == 0 ? 1 : 0) <= PassAtK.Estimate(classes.Length, right, classes.Length));
    });

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AnswerSelectors.Maj1([0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSelectors.Maj1([0], [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSelectors.WeightedRerank([0], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSelectors.RerankMajK([0], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnswerSelectors.Maj1TopN([0], [1], 0));
    }

    private static int?[] All(int[] classes, double[] scores) =>
    [
        AnswerSelectors.Maj1(classes, scores),
        AnswerSelectors.RerankAll(classes, scores),
        AnswerSelectors.RerankMajK(classes, scores, 2),
        AnswerSelectors.WeightedRerank(classes, scores),
        AnswerSelectors.WeightedRerankMajK(classes, scores, 2),
        AnswerSelectors.Maj1TopN(classes, scores, 3),
    ];

    // One to ten samples of up to four answers, or none; scores in eighths, so that sums are exact and ties frequent.
    private static void Holds(Func<int[], double[], bool> law)
    {
        var samples = Gen.Choose(1, 10).SelectMany(count => Gen.Choose(0, (5 * 9) - 1).ArrayOf(count));
        Prop.ForAll(samples.ToArbitrary(), drawn => law([.. drawn.Select(sample => (sample / 9) - 1)], [.. drawn.Select(sample => sample % 9 / 8.0)])).QuickCheckThrowOnFailure();
    }
}
