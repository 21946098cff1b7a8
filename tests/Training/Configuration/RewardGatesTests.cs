using Align.Rewards.ExactMatch;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

public sealed class RewardGatesTests
{
    [Fact]
    public void A_reward_may_stand_behind_an_ungated_one() => Assert.Empty(Problems(Reward("format"), Reward("answer") with { Gate = "format" }));

    // Its score says what a success is: behind a gate, failures would not be counted at all.
    [Fact]
    public void The_first_reward_may_not_stand_behind_a_gate()
    {
        var problem = Assert.Single(Problems(Reward("answer") with { Gate = "format" }, Reward("format")));

        Assert.Equal("rewards.0.gate", problem.Key);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("nobody")]
    [InlineData("gated")]
    public void A_gate_is_another_reward_without_one(string gate)
    {
        var problem = Assert.Single(Problems(Reward("format"), Reward("gated") with { Gate = "format" }, Reward("answer") with { Gate = gate }));

        Assert.Equal("rewards.2.gate", problem.Key);
    }

    private static IEnumerable<ConfigurationProblem> Problems(params RewardConfig[] rewards) => RewardGates.Problems(TinyTraining.Config() with { Rewards = [.. rewards] });

    private static RewardConfig Reward(string name) => new() { Name = name, Options = new ExactMatchOptions() };
}
