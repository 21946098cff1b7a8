using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

public sealed class RunConfigLoaderTests
{
    [Fact]
    public void A_legal_file_gives_its_values_and_the_defaults()
    {
        var config = ConfigurationFixture.Load(ConfigurationFixture.Legal);

        Assert.Equal("sums", config.Name);
        Assert.Equal("runs/sums", config.ResolveOutputDir());
        Assert.Equal("tiny", config.Model.EffectivePreset);
        Assert.Equal(["0-sft", "1-grpo", "2-evaluate"], Enumerable.Range(0, 3).Select(config.StageName));
        var grpo = Assert.IsType<GrpoStageConfig>(config.Stages[1]);
        Assert.Equal((8, 4, 5), (grpo.PerStepPrompts, grpo.NumGenerations, grpo.Sampling.MaxCompletionLength));
        Assert.Equal(3e-4, grpo.Optimizer.LearningRate);
        Assert.Equal((new PolicyLossConfig(), new AdvantageConfig()), (grpo.PolicyLoss, grpo.Advantage));
        Assert.Equal([1, 8], Assert.IsType<EvaluateStageConfig>(config.Stages[2]).PassAtK);
    }

    [Fact]
    public void A_policy_loss_and_an_estimator_are_named_with_their_own_options()
    {
        var config = ConfigurationFixture.Load(
            ConfigurationFixture.Legal, "stages.1.policy_loss={ name: gspo, epsilon: 0.001 }", "stages.1.advantage={ scale_rewards: none }");

        var grpo = Assert.IsType<GrpoStageConfig>(config.Stages[1]);
        Assert.Equal(new GspoLoss { Epsilon = 0.001 }, grpo.PolicyLoss.Loss);
        Assert.Equal(new GrpoAdvantage { ScaleRewards = RewardScaling.None }, grpo.Advantage.Estimator);
        var dual = Assert.IsType<GrpoStageConfig>(ConfigurationFixture.Load(ConfigurationFixture.Legal, "stages.1.policy_loss.delta=3").Stages[1]);
        Assert.Equal(new ClippedPolicyLoss { Delta = 3 }, dual.PolicyLoss.Loss);
    }

    [Fact]
    public void The_batch_arithmetic_counts_whole_prompts()
    {
        var grpo = new GrpoStageConfig { MaxSteps = 1, PerStepPrompts = 64, NumGenerations = 8, StepsPerGeneration = 2, NumIterations = 3 };

        // 64 × 8 = 512 completions; 2 optimizer steps a pass of 64 / 2 = 32 prompts; 3 passes give 6 optimizer steps.
        Assert.Equal((512L, 32, 6), (grpo.CompletionsPerStep, grpo.PromptsPerUpdate, grpo.UpdatesPerStep));
    }

    [Fact]
    public void A_relative_path_starts_at_the_folder_of_the_file()
    {
        var yaml = ConfigurationFixture.Legal.Replace("max_steps: 10", "max_steps: 10\n    data: warm.jsonl", StringComparison.Ordinal);

        var config = new RunConfigLoader(ConfigurationFixture.Catalog).LoadText(yaml, "/some/where/run.yaml");

        Assert.Equal(Path.GetFullPath("/some/where/warm.jsonl"), Assert.IsType<SftStageConfig>(config.Stages[0]).Data);
    }

    [Fact]
    public void Two_loads_of_one_text_are_equal_and_another_text_is_not()
    {
        var config = ConfigurationFixture.Load(ConfigurationFixture.Legal);

        Assert.Equal(ConfigurationFixture.Load(ConfigurationFixture.Legal), config);
        Assert.NotEqual(config, ConfigurationFixture.Load(ConfigurationFixture.Legal, "stages.2.pass_at_k=[1]"));
    }
}
