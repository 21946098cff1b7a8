using Align.Algorithms.Advantages;
using Align.Algorithms.Divergences;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Tests.Training.Supervision;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Learning;

/// <summary>Selectors, two rollout stages, greedy baselines and shaped rewards in whole runs of a tiny model.</summary>
public sealed class FlowStagesTests : IDisposable
{
    private static readonly GrpoStageConfig s_stage = TinyTraining.Grpo with { PerStepPrompts = 6, SuccessThreshold = 3, Optimizer = new OptimizerConfig { LearningRate = 0.01 } };

    private static readonly GrpoStageConfig s_all = s_stage with
    {
        Selector = new SelectorConfig { Name = "dynamic", Options = new DynamicSelector { MaxRefills = 2 } },
        Allocator = new AllocatorConfig { Name = "top_up", Options = new TopUpAllocator() },
        StepsPerGeneration = 2,
    };

    private static readonly GrpoStageConfig s_held = s_stage with
    {
        KlInReward = new KlInRewardConfig { Beta = 0.1, Adaptive = new AdaptiveKl { Target = 0.001, Horizon = 100 } },
        StepsPerGeneration = 2,
    };

    private static readonly IReward s_reward = new SumReward();

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task A_run_of_all_parts_resumes_to_the_bit()
    {
        await ResumedRun.AssertSameFromAsync(_training, TinyTraining.Config(s_all with { MaxSteps = 4 }), [1, 2, 3], s_reward);
    }

    [Fact]
    public async Task A_run_with_the_kl_in_its_rewards_resumes_to_the_bit()
    {
        await ResumedRun.AssertSameFromAsync(_training, TinyTraining.Config(s_held with { MaxSteps = 4 }), [1, 2, 3], s_reward);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Workers_leave_no_trace_in_a_run_of_all_parts(bool held)
    {
        var config = TinyTraining.Config(held ? s_held : s_all);
        var one = await _training.RunAsync(config with { Runtime = config.Runtime with { RolloutWorkers = 1, RewardWorkers = 1 } }, s_reward);
        var many = await _training.RunAsync(config with { Runtime = config.Runtime with { RolloutWorkers = 3, RewardWorkers = 4 } }, s_reward);
        Assert.Equal(one.Weights, many.Weights);
        Assert.Equal(one.Metrics.SelectMany(record => record.Values), many.Metrics.SelectMany(record => record.Values));
    }

    [Fact]
    public async Task Extra_rollouts_are_generated_counted_and_make_groups_unequal()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(s_stage with { Allocator = s_all.Allocator }), s_reward);
        var extra = Values(metrics, "top_up/extra_rollouts");
        Assert.Contains(extra, count => count > 0);
        Assert.Equal(extra.Select(count => 24 + count), Values(metrics, "batch/rollouts"));
    }

    [Fact]
    public async Task Dynamic_sampling_never_fails_when_every_reward_is_equal()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(s_stage with { Selector = s_all.Selector, MaxSteps = 2 }), new ConstantReward());
        Assert.Equal([2, 2], Values(metrics, "batch/refills"));
        Assert.Equal([72, 72], Values(metrics, "batch/discarded_rollouts"));
        Assert.Equal([0, 0], Values(metrics, "batch/prompts"));
        Assert.Equal([0, 0], Values(metrics, "optimizer_steps"));
    }

    [Fact]
    public async Task Greedy_rollouts_are_counted_and_leave_the_sampled_ones_alone()
    {
        var sampled = await _training.RunAsync(TinyTraining.Config(s_stage with { MaxSteps = 1 }), s_reward);
        var remax = await _training.RunAsync(TinyTraining.Config(s_stage with { MaxSteps = 1, Advantage = new AdvantageConfig { Name = "remax", Options = new RemaxAdvantage() } }), s_reward);
        Assert.Equal(6, Assert.Single(Values(remax.Metrics, "greedy/rollouts")));
        Assert.Equal(30, Assert.Single(Values(remax.Metrics, "batch/rollouts")));
        Assert.Equal(Values(sampled.Metrics, "reward"), Values(remax.Metrics, "reward"));
        Assert.NotEqual(sampled.Weights, remax.Weights);
    }

    [Fact]
    public async Task Token_weights_of_the_batch_do_not_depend_on_the_cut_and_those_of_micro_batches_do()
    {
        var weights = new TokenWeightsConfig { Name = "by_entropy", Options = new SurpriseWeights() };
        var stage = s_stage with { MaxSteps = 1, NumIterations = 2, TokenWeights = weights };
        var whole = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 24 }), s_reward);
        var cut = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 5 }), s_reward);
        Assert.Equal(Assert.Single(Values(whole.Metrics, "loss")), Assert.Single(Values(cut.Metrics, "loss")), 1e-5);
        Assert.Equal(Assert.Single(Values(whole.Metrics, "by_entropy/weight_mean")), Assert.Single(Values(cut.Metrics, "by_entropy/weight_mean")), 1e-5);
        Assert.Equal((0, 0.5), (Assert.Single(Values(whole.Metrics, "by_entropy/weight_min")), Assert.Single(Values(whole.Metrics, "by_entropy/weight_max"))));
        var narrow = stage with { MicroBatchSize = 5, TokenWeights = weights with { Options = new SurpriseWeights { Scope = WeightScope.MicroBatch } } };
        var other = await _training.RunAsync(TinyTraining.Config(narrow), s_reward);
        Assert.NotEqual(Assert.Single(Values(whole.Metrics, "by_entropy/weight_mean")), Assert.Single(Values(other.Metrics, "by_entropy/weight_mean")), 1e-5);
    }

    [Fact]
    public async Task Breadth_mode_is_full_batch_steps()
    {
        var breadth = await _training.RunAsync(TinyTraining.Config(s_stage with { DarsB = new DarsBConfig { FullBatchEpochs = 2 } }), s_reward);
        var passes = await _training.RunAsync(TinyTraining.Config(s_stage with { NumIterations = 2 }), s_reward);
        Assert.Equal(passes.Weights, breadth.Weights);
        Assert.All(Values(breadth.Metrics, "optimizer_steps"), steps => Assert.Equal(2, steps));
    }

    [Fact]
    public async Task The_controller_moves_beta_by_the_kl_that_was_measured()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(s_stage with { KlInReward = s_held.KlInReward, MaxSteps = 4 }), s_reward);
        var (beta, kl) = (Values(metrics, "kl_in_reward/beta"), Values(metrics, "kl_in_reward/kl"));
        // The first step's policy is the reference; 24 completions a step.
        Assert.Equal(0, kl[0], 1e-12);
        Assert.Equal(0.1, beta[0]);
        Assert.Equal(0.1 * (1 - (0.2 * 24 / 100)), beta[1], 1e-12);
        Assert.Equal(beta[2] * (1 + (Math.Clamp((kl[2] / 0.001) - 1, -0.2, 0.2) * 24 / 100)), beta[3], 1e-12);
    }

    [Fact]
    public async Task The_kl_in_the_reward_pulls_the_policy_back()
    {
        var free = await _training.RunAsync(TinyTraining.Config(s_stage with { KlInReward = new KlInRewardConfig { Beta = 1e-9 }, MaxSteps = 8 }), s_reward);
        var held = await _training.RunAsync(TinyTraining.Config(s_stage with { KlInReward = new KlInRewardConfig { Beta = 30 }, MaxSteps = 8 }), s_reward);
        Assert.True(Math.Abs(Values(held.Metrics, "kl_in_reward/kl")[^1]) < Math.Abs(Values(free.Metrics, "kl_in_reward/kl")[^1]));
    }

    private static double[] Values(IReadOnlyList<MetricsRecord> metrics, string name) =>
        [.. metrics.SelectMany(record => record.Values).Where(metric => metric.Key == name).Select(metric => metric.Value)];

    private sealed class SumReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Sum() % 5));
    }

    private sealed class ConstantReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(0.3));
    }
}
