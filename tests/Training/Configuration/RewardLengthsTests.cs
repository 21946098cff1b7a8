using Align.Rewards.ExactMatch;
using Align.Rewards.Overlong;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

public sealed class RewardLengthsTests
{
    [Fact]
    public void A_penalty_for_another_length_than_the_stages_is_refused()
    {
        var problem = Assert.Single(RewardLengths.Problems(Config(512, Sampling(64), Sampling(32))));
        Assert.Equal("rewards.1.max_completion_length", problem.Key);
        Assert.Equal("512 tokens, and the stages that train on this reward sample up to 32 or 64", problem.Problem);
    }

    [Fact]
    public void The_length_of_one_stage_that_trains_will_do() => Assert.Empty(RewardLengths.Problems(Config(64, Sampling(64), Sampling(32))));

    [Fact]
    public void A_run_that_trains_on_no_reward_has_no_length_to_compare() => Assert.Empty(RewardLengths.Problems(Config(512, new EvaluateStageConfig { NumPrompts = 4, NumGenerations = 4, PassAtK = [1] })));

    private static GrpoStageConfig Sampling(int tokens) => TinyTraining.Grpo with { Sampling = TinyTraining.Sampling with { MaxCompletionLength = tokens } };

    private static RunConfig Config(int limit, params StageConfig[] stages) => TinyTraining.Config(stages) with
    {
        Rewards =
        [
            new RewardConfig { Name = "exact_match", Options = new ExactMatchOptions() },
            new RewardConfig { Name = "overlong", Options = new OverlongOptions { MaxCompletionLength = limit, BufferLength = 16 } },
        ],
    };
}
