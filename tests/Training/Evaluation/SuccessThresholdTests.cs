using Align.Core;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Metrics;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Evaluation;

/// <summary>Training and evaluation count the same event, and answers that could not be read are told.</summary>
public sealed class SuccessThresholdTests : IDisposable
{
    private static readonly Prompt Question = new(4, "1=");

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    // Task scores 0.2, 0.5, 0.7 and 1 of four completions: two reach 0.6, one reaches 1.
    [Theory]
    [InlineData(0.6, 2)]
    [InlineData(0.5, 3)]
    [InlineData(1.0, 1)]
    [InlineData(-1.0, 4)]
    public void A_completion_is_correct_from_the_threshold_on_in_training_as_in_evaluation(double threshold, int correct)
    {
        var group = Group(0.2, 0.5, 0.7, 1);
        var result = PromptResults.Of([group], new EvaluateStageConfig { NumGenerations = 4, PassAtK = [1], SuccessThreshold = threshold }, "task").Single();
        Assert.Equal(correct, result.Correct);
        Assert.Equal(correct, new SuccessRule("task", threshold).Count(group.Trajectories).Successes);
        Assert.Equal(2.4 / 4, result.Task!.Value, 1e-12);
    }

    [Fact]
    public void A_reward_that_stands_alone_and_gives_no_details_is_the_task()
    {
        var group = Group(0, 1); // Totals of 10 and 11.
        var bare = group with { Trajectories = [.. group.Trajectories.Select(trajectory => trajectory with { Outcome = new RewardOutcome.Scored(((RewardOutcome.Scored)trajectory.Outcome).Value) })] };
        Assert.Equal(1, PromptResults.Of([bare], new EvaluateStageConfig { NumGenerations = 2, PassAtK = [1], SuccessThreshold = 10.5 }, "task").Single().Correct);
    }

    [Fact]
    public async Task Evaluations_during_training_count_successes_as_their_stage_does()
    {
        var grpo = TinyTraining.Grpo with { MaxSteps = 1, SuccessThreshold = 0.25, Evaluation = new PeriodicEvaluationConfig { EvalSteps = 1, EvalPrompts = 4 } };
        var (lenient, _) = await _training.RunAsync(TinyTraining.Config(grpo), new QuarterReward());
        var (strict, _) = await _training.RunAsync(TinyTraining.Config(grpo with { SuccessThreshold = 0.26 }), new QuarterReward());
        Assert.Equal((1.0, 0.0), (lenient[^1].Find("eval/pass@1"), strict[^1].Find("eval/pass@1")));
    }

    // Six prompts, two completions each, twice.
    [Fact]
    public async Task Answers_that_the_reward_failed_to_name_are_counted_and_told_once()
    {
        var observer = new Warnings();
        var directory = _training.NewDirectory();
        var grpo = TinyTraining.Grpo with { MaxSteps = 2, Evaluation = new PeriodicEvaluationConfig { EvalSteps = 1, EvalPrompts = 6, EvalGenerations = 2 } };
        await TinyTraining.Launcher(TinyTraining.Config(grpo), directory, new UnreadableReward(), observer: observer).RunAsync(CancellationToken.None);

        Assert.All(MetricsFile.Read(directory.MetricsFile), line => Assert.Equal(12, line.Find("eval/extractor_faults")));
        Assert.All(MetricsFile.Read(directory.MetricsFile), line => Assert.Equal(0, line.Find("eval/maj@2")));
        Assert.Matches("^0-grpo: reward 'exact_match' failed to name the answers of 12 completions, which vote for nothing; at prompt [0-9]+ it said FormatException: no such form$", Assert.Single(observer.Texts));
    }

    private static RolloutGroup Group(params double[] scores) => new(
        Question,
        [.. scores.Select((score, sample) => new Trajectory(
            Question,
            [3],
            new Completion(Question.Id, sample, [5], "1", [-1f], 0, FinishReason.Stop),
            new RewardOutcome.Scored(score + 10, new Dictionary<string, double> { ["task"] = score, ["style"] = 10 })))]);

    private sealed class QuarterReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) => new(new RewardOutcome.Scored(0.25));
    }

    private sealed class UnreadableReward : IReward, IAnswerExtractor
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) => new(new RewardOutcome.Scored(1));

        public string? FindAnswer(Prompt prompt, Completion completion) => throw new FormatException("no such form");
    }

    private sealed class Warnings : IRunObserver
    {
        public List<string> Texts { get; } = [];

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.Warning warning)
            {
                Texts.Add(warning.Text);
            }
        }
    }
}
