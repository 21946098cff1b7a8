using Align.Core;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Evaluation;

public class EvaluationTableTests
{
    private static readonly EvaluateStageConfig Config = new() { NumGenerations = 2, PassAtK = [1, 2] };

    [Fact]
    public void Prompts_that_the_first_reward_did_not_judge_are_left_out_and_counted()
    {
        var report = Table(Config, [Group(Right, Wrong), Group(Right, Style), Group(Right, Fault)]);
        // Only the first prompt counts: pass@1 = 1/2, pass@2 = 1.
        Assert.Equal(2, report.DroppedPrompts);
        Assert.Equal([0.5, 1], report.Rows.Where(row => row.Measure.StartsWith("pass", StringComparison.Ordinal)).Select(row => row.Value));
        // The reward's mean is over what was scored: (1 + 0)/2, (1 + 1)/2 and 1.
        Assert.Equal((0.5 + 1 + 1) / 3, report.Rows.Single(row => row.Measure == "reward").Value, 1e-12);
    }

    [Fact]
    public void The_divergence_is_a_mean_over_prompts_in_nats()
    {
        var report = Table(Config, [Group(Right, Wrong), Group(Right, Right)], divergence: [[(1.0, 2), (3.0, 2)], [(-2.0, 1), (2.0, 3)]]);
        // Prompts: (1 + 3)/2 = 2 and 0; a token: 4/4 = 1 and 0.
        Assert.Equal(1, report.Rows.Single(row => row.Measure == "kl").Value, 1e-12);
        Assert.Equal(0.5, report.Rows.Single(row => row.Measure == "kl_per_token").Value, 1e-12);
    }

    [Fact]
    public void Without_any_prompt_left_nothing_is_said_of_the_task()
    {
        var report = Table(Config, [Group(Fault, Fault)]);
        Assert.Equal(1, report.DroppedPrompts);
        Assert.Equal(["length", "truncated"], report.Rows.Select(row => row.Measure));
    }

    // Answers by prompt: 7 7 3 (right, right, wrong), 7 3 3 and "" 3 4; the judge's scores are 1, 2, 4 and so on.
    // maj: 7 right; 3 wrong; 3 before 4 wrong: 1/3. rr, the best score: samples 2, 2, 2: 0. rr_maj1: of the largest class: the second 7, the last 3, 4, whose score breaks the tie: 1/3.
    // maj_top1 = rr. wrr: 7 has 1 + 2 < 4 of 3: wrong; 3: wrong; 4: wrong: 0. wrr_maj1 = maj with ties by score: 1/3.
    [Fact]
    public void Votes_and_rankings_are_of_the_completion_that_they_choose()
    {
        var report = Table(
            new() { NumGenerations = 3, PassAtK = [1, 3], RankBy = "judge", RankTop = 1 },
            [Answers(0, "7", "7", "3"), Answers(1, "7", "3", "3"), Answers(2, "", "3", "4")],
            new ExactMatchReward(new ExactMatchOptions()));
        Assert.Equal(
            [("maj@3", 1 / 3.0), ("rr@3", 0), ("rr_maj1@3", 1 / 3.0), ("maj_top1@3", 0), ("wrr@3", 0), ("wrr_maj1@3", 1 / 3.0)],
            report.Rows.Where(row => row.Measure.Contains("maj", StringComparison.Ordinal) || row.Measure.Contains("rr", StringComparison.Ordinal)).Select(row => (row.Measure, row.Value)));
        Assert.Equal(2 / 3.0, report.Rows.Single(row => row.Measure == "pass@3").Value, 1e-12);
    }

    [Fact]
    public void Without_answers_that_can_be_told_apart_there_is_no_vote_but_a_ranking() => Assert.Equal(
        ["rr@3"],
        Table(new() { NumGenerations = 3, PassAtK = [1], RankBy = "judge" }, [Answers(0, "7", "7", "3")]).Rows
            .Select(row => row.Measure).Where(measure => measure.Contains("maj", StringComparison.Ordinal) || measure.Contains("rr", StringComparison.Ordinal)));

    // Difficulties 0, 0.49, 0.5 and 1 in two halves; categories as they are. Two completions each, of which 0, 1, 2 and 0 are right.
    [Fact]
    public void Parts_are_told_apart_by_difficulty_and_category()
    {
        var report = Table(
            Config with { DifficultyBuckets = 2 },
            [Part(0, "Add", Wrong, Wrong), Part(0.49, "Add", Right, Wrong), Part(0.5, "Long division", Right, Right), Part(1, "Add", Wrong, Wrong)]);
        Assert.Equal(
            [("difficulty", "1", "0 to 0.5", 2, 0.25), ("difficulty", "2", "0.5 to 1", 2, 0.5), ("category", "add", "Add", 3, 0.166666666667), ("category", "long_division", "Long division", 1, 1)],
            report.Breakdown.Select(part => (part.By, part.Name, part.Label, part.Prompts, Math.Round(part.Rows[0].Value, 12))));
    }

    [Fact]
    public void Lengths_and_truncated_completions_are_counted()
    {
        var report = Table(Config, [Group(Right, Wrong), Group(Right, Wrong)]);
        Assert.Equal(4, report.Tokens);
        Assert.Equal(1, report.Rows.Single(row => row.Measure == "length").Value);
        Assert.Equal(0, report.Rows.Single(row => row.Measure == "truncated").Value);
        Assert.Equal("correct", report.TaskMetric);
    }

    private static EvaluationReport Table(
        EvaluateStageConfig config, RolloutGroup[] groups, IAnswerExtractor? extractor = null, IReadOnlyList<(double LogRatio, int Tokens)[]>? divergence = null) =>
        new EvaluationTable(config, seed: 1).Of("after", PromptResults.Of(groups, config, "correct", extractor, divergence), "correct");

    // 7 is right. The judge's score doubles from completion to completion.
    private static RolloutGroup Answers(long id, params string[] answers)
    {
        var prompt = new Prompt(id, "3+4=");
        return new RolloutGroup(prompt, [.. answers.Select((answer, i) => new Trajectory(
            prompt,
            [3],
            new Completion(id, i, [5], answer, [-1f], 0, FinishReason.Stop),
            new RewardOutcome.Scored(1, new Dictionary<string, double> { ["correct"] = answer == "7" ? 1 : 0, ["judge"] = 1 << i })))]);
    }

    private static RolloutGroup Part(double difficulty, string category, params RewardOutcome[] outcomes)
    {
        var group = Group(outcomes);
        return group with { Prompt = group.Prompt with { Difficulty = difficulty, Metadata = new Dictionary<string, string> { ["category"] = category } } };
    }

    private static RewardOutcome Right => new RewardOutcome.Scored(1, new Dictionary<string, double> { ["correct"] = 1 });

    private static RewardOutcome Wrong => new RewardOutcome.Scored(0, new Dictionary<string, double> { ["correct"] = 0 });

    private static RewardOutcome Style => new RewardOutcome.Scored(1, new Dictionary<string, double> { ["style"] = 1 });

    private static RewardOutcome Fault => new RewardOutcome.Unscorable(new RewardFault(RewardFaultKind.Threw, "boom"));

    private static RolloutGroup Group(params RewardOutcome[] outcomes)
    {
        var prompt = new Prompt(1, "1+1=");
        return new RolloutGroup(prompt, [.. outcomes.Select((outcome, i) => new Trajectory(
            prompt, [3], new Completion(1, i, [5], "2", [-1f], 0, FinishReason.Stop), outcome))]);
    }
}
