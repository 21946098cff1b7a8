using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Supervision;

public class EvaluationTableTests
{
    private static readonly EvaluateStageConfig Config = new() { NumGenerations = 2, PassAtK = [1, 2] };

    [Fact]
    public void Prompts_that_the_first_reward_did_not_judge_are_left_out_and_counted()
    {
        var report = EvaluationTable.Of("after", [Group(Right, Wrong), Group(Right, Style), Group(Right, Fault)], Config, "correct", seed: 1);
        // Only the first prompt counts: pass@1 = 1/2, pass@2 = 1.
        Assert.Equal(2, report.DroppedPrompts);
        Assert.Equal([0.5, 1], report.Rows.Where(row => row.Unit == EvaluationUnit.Share).Select(row => row.Value));
        // The reward's mean is over what was scored: (1 + 0)/2, (1 + 1)/2 and 1.
        Assert.Equal((0.5 + 1 + 1) / 3, report.Rows.Single(row => row.Measure == "reward").Value, 1e-12);
    }

    [Fact]
    public void The_divergence_is_a_mean_over_prompts_in_nats()
    {
        var report = EvaluationTable.Of(
            "after", [Group(Right, Wrong), Group(Right, Right)], Config, "correct", seed: 1, [[(1.0, 2), (3.0, 2)], [(-2.0, 1), (2.0, 3)]]);
        // Prompts: (1 + 3)/2 = 2 and 0; a token: 4/4 = 1 and 0.
        Assert.Equal(1, report.Rows.Single(row => row.Measure == "kl").Value, 1e-12);
        Assert.Equal(0.5, report.Rows.Single(row => row.Measure == "kl_per_token").Value, 1e-12);
    }

    [Fact]
    public void Without_any_prompt_left_there_are_no_rows()
    {
        var report = EvaluationTable.Of("after", [Group(Fault, Fault)], Config, "correct", seed: 1);
        Assert.Equal(1, report.DroppedPrompts);
        Assert.Empty(report.Rows);
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
