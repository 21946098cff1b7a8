using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;

namespace Align.Tests.Training.Rollouts;

/// <summary>What generates, and what the learner makes of its log-probabilities.</summary>
public sealed class RolloutEngineTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task With_the_decode_engine_the_cut_into_rollout_batches_leaves_no_trace()
    {
        Assert.Null(DecodeEngine.Obstacle(ScalarType.Float32, DeviceType.CPU, adapted: false));
        var whole = await RunAsync(TinyTraining.Grpo, rolloutBatchSize: 16);
        var cut = await RunAsync(TinyTraining.Grpo, rolloutBatchSize: 3);

        Assert.Equal(whole.Weights, cut.Weights);
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public async Task The_number_of_workers_leaves_no_trace(RolloutEngine engine)
    {
        var one = await RunAsync(TinyTraining.Grpo, rolloutBatchSize: 3, engine, workers: 1);
        var three = await RunAsync(TinyTraining.Grpo, rolloutBatchSize: 3, engine, workers: 3);

        Assert.Equal(one.Weights, three.Weights);
    }

    [Theory]
    [InlineData(RolloutEngine.Auto)]
    [InlineData(RolloutEngine.Plain)]
    public async Task The_sampler_s_log_probs_are_near_the_learner_s(RolloutEngine engine)
    {
        var (gaps, _) = await RunAsync(TinyTraining.Grpo, engine: engine);

        Assert.Equal(3, gaps.Length);
        Assert.All(gaps, gap => Assert.InRange(gap, 0, 1e-5));
    }

    [Theory]
    [InlineData(OldLogprobs.Recompute)]
    [InlineData(OldLogprobs.Rollout)]
    public async Task Old_log_probs_may_be_the_learner_s_or_the_sampler_s(OldLogprobs old)
    {
        var (gaps, weights) = await RunAsync(TinyTraining.Grpo with { NumIterations = 2, StepsPerGeneration = 2, OldLogprobs = old });
        var (_, others) = await RunAsync(TinyTraining.Grpo with { NumIterations = 2, StepsPerGeneration = 2, OldLogprobs = OldLogprobs.Recompute });

        // Seen before the first update alone, so that it is no drift of the policy.
        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.InRange(gap, 0, 1e-5));
        Assert.Equal(old == OldLogprobs.Recompute, weights.SequenceEqual(others));
    }

    private async Task<(double[] Gaps, byte[] Weights)> RunAsync(GrpoStageConfig stage, int rolloutBatchSize = 8, RolloutEngine engine = RolloutEngine.Auto, int workers = 1)
    {
        var config = TinyTraining.Config(stage);
        var (metrics, weights) = await _training.RunAsync(config with { Runtime = config.Runtime with { RolloutBatchSize = rolloutBatchSize, RolloutEngine = engine, RolloutWorkers = workers } }, new TokenReward());
        return ([.. metrics.Select(record => record.Find("sampling/sampling_logp_difference/max")).OfType<double>()], weights);
    }

    // A reward with spread from the first step on.
    private sealed class TokenReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Count(id => id % 2 == 0) / 3.0));
    }
}
