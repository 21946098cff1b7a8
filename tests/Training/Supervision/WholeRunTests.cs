using Align.Core;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Supervision;

public sealed class WholeRunTests : IDisposable
{
    private static readonly EvaluateStageConfig Evaluate = new() { NumPrompts = 8, NumGenerations = 4, PassAtK = [1, 4], Sampling = TinyTraining.Sampling };
    private static readonly SftStageConfig Sft = new() { MaxSteps = 3, PerStepExamples = 8, MicroBatchSize = 3 };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_run()
    {
        var config = TinyTraining.Config(Sft, Evaluate, TinyTraining.Grpo, Evaluate with { Name = "after" });
        var first = await _training.RunAsync(config);
        var second = await _training.RunAsync(config);
        AssertEqual(first, second);
        var other = await _training.RunAsync(config with { Seed = 6 });
        Assert.NotEqual(first.Weights, other.Weights);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 5)]
    public async Task The_number_of_workers_does_not_change_the_result(int rolloutWorkers, int rewardWorkers)
    {
        var config = TinyTraining.Config(Sft, TinyTraining.Grpo with { PerStepPrompts = 8 }, Evaluate);
        var first = await _training.RunAsync(config with { Runtime = config.Runtime with { RolloutWorkers = 2, RewardWorkers = 2 } });
        var second = await _training.RunAsync(config with { Runtime = config.Runtime with { RolloutWorkers = rolloutWorkers, RewardWorkers = rewardWorkers } });
        AssertEqual(first, second);
    }

    [Fact]
    public async Task The_sampler_and_the_learner_agree_on_log_probs()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(Sft, TinyTraining.Grpo));
        var gaps = metrics.SelectMany(line => line.Values).Where(metric => metric.Key == "sampling/sampling_logp_difference/max").ToArray();
        Assert.Equal(TinyTraining.Grpo.MaxSteps, gaps.Length);
        Assert.All(gaps, gap => Assert.InRange(gap.Value, 0, 1e-5));
    }

    [Fact]
    public async Task Several_optimizer_steps_a_rollout_batch_make_the_clip_bite()
    {
        var single = TinyTraining.Grpo with { MaxSteps = 4, Optimizer = new OptimizerConfig { LearningRate = 0.02 } };
        var once = await _training.RunAsync(TinyTraining.Config(Sft, single), new TokenReward());
        var often = await _training.RunAsync(TinyTraining.Config(Sft, single with { NumIterations = 3, StepsPerGeneration = 2 }), new TokenReward());
        Assert.All(Values(once, "clip_ratio/region_mean"), share => Assert.Equal(0, share));
        Assert.All(Values(once, "importance_ratio/max"), ratio => Assert.Equal(1, ratio));
        Assert.Contains(Values(often, "clip_ratio/region_mean"), share => share > 0);
        Assert.All(Values(often, "optimizer_steps").Skip(Sft.MaxSteps), steps => Assert.Equal(6, steps));
    }

    [Fact]
    public async Task A_reward_that_always_throws_trains_nothing_and_ends_the_run()
    {
        var failure = await Assert.ThrowsAnyAsync<AlignException>(() => _training.RunAsync(TinyTraining.Config(TinyTraining.Grpo), new ThrowingReward()));
        Assert.Equal(ExitCode.Data, failure.ExitCode);
        Assert.Contains("max_unscorable_fraction", failure.Message + failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reward_that_skips_every_completion_ends_the_run_with_its_reason()
    {
        var failure = await Assert.ThrowsAnyAsync<AlignException>(() => _training.RunAsync(TinyTraining.Config(TinyTraining.Grpo), new SkippingReward()));
        Assert.Equal(ExitCode.Data, failure.ExitCode);
        Assert.Contains("not my prompt", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Micro_batches_do_not_change_the_losses_beyond_rounding()
    {
        var stage = TinyTraining.Grpo with { MaxSteps = 1, Beta = 0.1, EntropyCoef = 0.01 };
        var whole = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 16 }), new TokenReward());
        var cut = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 3 }), new TokenReward());
        foreach (var name in (string[])["loss", "grad_norm", "entropy", "kl"])
        {
            Assert.Equal(Values(whole, name).Single(), Values(cut, name).Single(), 1e-5);
        }
    }

    private static IEnumerable<double> Values((IReadOnlyList<MetricsRecord> Metrics, byte[] Weights) run, string name) =>
        run.Metrics.SelectMany(line => line.Values).Where(metric => metric.Key == name).Select(metric => metric.Value);

    private static void AssertEqual((IReadOnlyList<MetricsRecord> Metrics, byte[] Weights) first, (IReadOnlyList<MetricsRecord> Metrics, byte[] Weights) second)
    {
        Assert.Equal(first.Metrics.Count, second.Metrics.Count);
        foreach (var (one, other) in first.Metrics.Zip(second.Metrics))
        {
            Assert.Equal((one.Stage, one.Step), (other.Stage, other.Step));
            Assert.Equal(one.Values, other.Values);
        }
        Assert.Equal(first.Weights, second.Weights);
    }

    // A reward with spread from the first step on: the share of even digits.
    private sealed class TokenReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Count(id => id % 2 == 0) / 3.0));
    }

    private sealed class SkippingReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Skipped("not my prompt"));
    }

    private sealed class ThrowingReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("always");
    }
}
