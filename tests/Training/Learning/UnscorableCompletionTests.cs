using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Learning;

/// <summary>A completion that could not be judged is in no baseline, no loss and no denominator.</summary>
public class UnscorableCompletionTests
{
    private static readonly GrpoStageConfig Config = TinyTraining.Grpo with { Advantage = new AdvantageConfig { Options = new GrpoAdvantage { ScaleRewards = RewardScaling.None } }, MaxUnscorableFraction = 0.5 };

    [Fact]
    public void A_completion_whose_reward_threw_leaves_baseline_and_counts()
    {
        // Rewards 1, none, 0: the mean of the two judged is 0.5, the advantages are +0.5 and -0.5.
        var samples = Judge(Config, Group(1, Scored(1), Threw, Scored(0)));
        Assert.Equal([0.5, -0.5], samples[0].Select(sample => sample.Advantage));
        Assert.Equal([0, 2], samples[0].Select(sample => sample.Trajectory.Completion.SampleIndex));
        // Sample i has i + 1 tokens: 1 and 3 count, the 2 of the one that threw do not.
        var mini = Assert.Single(Plan(samples));
        Assert.Equal(2, mini.Counts.Sequences);
        Assert.Equal(4, mini.Counts.Tokens);
        Assert.Equal(2, mini.MicroBatches.Sum(micro => micro.Length));
    }

    [Fact]
    public void Groups_with_nothing_to_compare_teach_nothing()
    {
        var alone = Judge(Config, Group(1, Scored(1), Threw));
        Assert.Equal([0.0], alone[0].Select(sample => sample.Advantage));
        Assert.False(Assert.Single(Plan(alone)).Teaches(Config));
        Assert.False(Assert.Single(Plan(Judge(Config, Group(1, Scored(1), Scored(1))))).Teaches(Config));
        Assert.Empty(Plan(Judge(Config with { MaxUnscorableFraction = 1 }, Group(1, Threw, Threw))));
    }

    [Fact]
    public void A_penalty_on_the_policy_itself_teaches_without_advantages()
    {
        var mini = Assert.Single(Plan(Judge(Config, Group(1, Scored(1), Scored(1)))));
        Assert.True(mini.Teaches(Config with { Beta = 0.1 }));
        Assert.True(mini.Teaches(Config with { EntropyCoef = 0.1 }));
    }

    [Fact]
    public void One_group_that_differs_is_enough_to_teach() =>
        Assert.True(Assert.Single(Plan(Judge(Config, Group(1, Scored(1), Scored(1)), Group(2, Scored(1), Scored(0))))).Teaches(Config));

    [Fact]
    public void More_faults_than_allowed_end_the_run_with_the_name_of_the_key()
    {
        var failure = Assert.Throws<TooManyUnscorableException>(() => Judge(Config with { MaxUnscorableFraction = 0.25 }, Group(1, Scored(1), Threw, Scored(0))));
        Assert.Equal(1 / 3.0, failure.Fraction);
        Assert.Equal(ExitCode.Data, failure.ExitCode);
        Assert.Contains("max_unscorable_fraction", failure.Message, StringComparison.Ordinal);
        Assert.Contains("boom", failure.Message, StringComparison.Ordinal);
    }

    private static RewardOutcome.Unscorable Threw => new(new RewardFault(RewardFaultKind.Threw, "boom"));

    private static RewardOutcome.Scored Scored(double value) => new(value);

    private static ImmutableArray<ImmutableArray<JudgedSample>> Judge(GrpoStageConfig config, params RolloutGroup[] groups) =>
        JudgedSamples.Of(config.Advantage.Estimator, new TrainedRewards(config, seed: 1).Of([.. groups.Select(group => new PromptRollouts(group, default, 0, default))], runStep: 0));

    private static ImmutableArray<MiniBatch> Plan(ImmutableArray<ImmutableArray<JudgedSample>> samples) =>
        BatchPlan.Create(samples, steps: 1, microBatchSize: 8, maxCompletionLength: 8, RandomStream.Create(1, RandomPurpose.Shuffle, 0));

    private static RolloutGroup Group(long id, params RewardOutcome[] outcomes)
    {
        var prompt = new Prompt(id, "1+1=");
        return new RolloutGroup(prompt, [.. outcomes.Select((outcome, i) => new Trajectory(
            prompt, [3, 4], new Completion(id, i, [.. Enumerable.Repeat(5, i + 1)], "2", [.. Enumerable.Repeat(-1f, i + 1)], 0, FinishReason.Stop), outcome))]);
    }
}
