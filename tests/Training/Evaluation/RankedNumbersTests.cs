using System.Globalization;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Rollouts;
using Align.Training.Supervision;
using Gaussian = MathNet.Numerics.Distributions.Normal;

namespace Align.Tests.Training.Evaluation;

/// <summary>Votes and rankings of random answers, chosen once more by sorting, with Wilson's interval over the prompts.</summary>
public sealed class RankedNumbersTests
{
    private const int Prompts = 60;
    private const int Samples = 7;
    private const int Top = 3;

    private static readonly EvaluateStageConfig Config = new() { NumGenerations = Samples, PassAtK = [1], RankBy = "judge", RankTop = Top };

    [Fact]
    public void Every_vote_and_ranking_is_what_sorting_the_answers_gives()
    {
        var draws = RandomStream.Create(8, RandomPurpose.Control);
        var asked = Enumerable.Range(0, Prompts).Select(_ => Enumerable.Range(0, Samples).Select(_ => new Answer(draws.NextInt64(5), draws.NextDouble())).ToArray()).ToArray();
        RolloutGroup[] groups = [.. asked.Select(GroupOf)];
        var report = new EvaluationTable(Config, seed: 1).Of("after", PromptResults.Of(groups, Config, "correct", new WholeText()), "correct");

        AssertShare(report, "maj@7", asked, answers => Majority(answers));
        AssertShare(report, "rr@7", asked, answers => Best(answers));
        AssertShare(report, "rr_maj3@7", asked, answers => Best([.. Largest(answers).SelectMany(known => known)]));
        AssertShare(report, "maj_top3@7", asked, answers => Majority([.. answers.OrderByDescending(answer => answer.Score).Take(Top)], byScore: true));
        AssertShare(report, "wrr@7", asked, answers => Heaviest(answers.GroupBy(answer => answer.Text)));
        AssertShare(report, "wrr_maj3@7", asked, answers => Heaviest(Largest(answers)));
    }

    private static long Best(Answer[] answers) => answers.MaxBy(answer => answer.Score)!.Text;

    // Among the largest classes the plain vote takes the one that comes first, the ranked one that of the best score.
    private static long Majority(Answer[] answers, bool byScore = false)
    {
        var classes = answers.GroupBy(answer => answer.Text).ToArray();
        var largest = classes.Where(known => known.Count() == classes.Max(other => other.Count())).ToArray();
        return byScore ? largest.MaxBy(known => known.Max(answer => answer.Score))!.Key : largest[0].Key;
    }

    private static IEnumerable<IGrouping<long, Answer>> Largest(Answer[] answers) => answers.GroupBy(answer => answer.Text)
        .OrderByDescending(known => known.Count()).ThenByDescending(known => known.Max(answer => answer.Score)).Take(Top);

    private static long Heaviest(IEnumerable<IGrouping<long, Answer>> classes) => classes.MaxBy(known => known.Sum(answer => answer.Score))!.Key;

    // Answer 0 is right. The ends are the two roots of (p − share)² = z²·p(1 − p)/n.
    private static void AssertShare(EvaluationReport report, string measure, Answer[][] asked, Func<Answer[], long> chosen)
    {
        var row = report.Rows.Single(found => found.Measure == measure);
        var share = asked.Count(answers => chosen(answers) == 0) / (double)Prompts;
        var z2 = Math.Pow(Gaussian.InvCDF(0, 1, 0.975), 2) / Prompts;
        var root = Math.Sqrt(Math.Pow((2 * share) + z2, 2) - (4 * (1 + z2) * share * share));
        Assert.Equal(share, row.Value, 1e-12);
        Assert.Equal(((2 * share) + z2 - root) / (2 * (1 + z2)), row.Low, 1e-9);
        Assert.Equal(((2 * share) + z2 + root) / (2 * (1 + z2)), row.High, 1e-9);
    }

    private static RolloutGroup GroupOf(Answer[] answers, int id)
    {
        var prompt = new Prompt(id, "?");
        return new RolloutGroup(prompt, [.. answers.Select((answer, sample) => new Trajectory(
            prompt,
            [3],
            new Completion(id, sample, [5], answer.Text.ToString(CultureInfo.InvariantCulture), [-1f], 0, FinishReason.Stop),
            new RewardOutcome.Scored(1, new Dictionary<string, double> { ["correct"] = answer.Text == 0 ? 1 : 0, ["judge"] = answer.Score })))]);
    }

    private sealed record Answer(long Text, double Score);

    private sealed class WholeText : IAnswerExtractor
    {
        public string? FindAnswer(Prompt prompt, Completion completion) => completion.Text;
    }
}
