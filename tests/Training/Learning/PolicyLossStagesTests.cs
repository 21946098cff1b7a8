using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.SupervisedLosses;
using Align.Training.Configuration;

namespace Align.Tests.Training.Learning;

/// <summary>Losses, estimators and chunks in whole runs.</summary>
public sealed class PolicyLossStagesTests : IDisposable
{
    private static readonly Align.Core.IReward Reward = new LengthReward();

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    public static TheoryData<string> Names => ["clip", "gspo", "cispo", "sapo", "gmpo", "gpg", "reinforce", "clip_cov", "kl_cov"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_size_of_micro_batches_changes_no_weight_beyond_rounding(string name)
    {
        var stage = TinyTraining.Grpo with
        {
            MaxSteps = 2,
            PolicyLoss = new PolicyLossConfig { Name = name, Options = LossNamed(name) },
            StepsPerGeneration = 2,
            NumIterations = 2,
        };
        var whole = await LossesOf(stage with { MicroBatchSize = 16 });
        var cut = await LossesOf(stage with { MicroBatchSize = 3 });
        Assert.NotEmpty(whole);
        Assert.All(whole.Zip(cut), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public async Task Chunks_of_logits_change_nothing_beyond_rounding()
    {
        var stage = TinyTraining.Grpo with { EntropyCoef = 0.01, Beta = 0.1 };
        var whole = await LossesOf(stage, chunk: 0);
        var chunked = await LossesOf(stage, chunk: 5);
        Assert.All(whole.Zip(chunked), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Estimators_that_compare_across_prompts_or_by_token_train_too(bool byToken)
    {
        IAdvantageEstimator estimator = byToken ? new ReinforcePlusPlusAdvantage { Gamma = 0.9 } : new GrpoAdvantage { ScaleRewards = RewardScaling.Batch };
        var losses = await LossesOf(TinyTraining.Grpo with { Advantage = new AdvantageConfig { Name = "x", Options = estimator } });
        Assert.Equal(3, losses.Count);
        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public async Task An_anchored_loss_has_the_start_policy_for_reference()
    {
        var stage = new SftStageConfig { MaxSteps = 3, PerStepExamples = 8, MicroBatchSize = 4, Loss = new SupervisedLossConfig { Name = "asft", Options = new AsftLoss { KlCoef = 1 } } };
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(stage), Reward);
        double[] Of(string name) => [.. metrics.SelectMany(record => record.Values).Where(metric => metric.Key == name).Select(metric => metric.Value)];
        Assert.Equal(3, Of("nll").Length);
        // The first step is the reference itself; after it the policy has moved.
        Assert.Equal(0, Of("reference_kl")[0], 1e-6);
        Assert.True(Of("reference_kl")[2] > 0);
        Assert.All(Of("loss").Zip(Of("nll")), pair => Assert.True(pair.First < pair.Second));
    }

    private static object LossNamed(string name) => name switch
    {
        "clip" => new ClippedPolicyLoss { Delta = 3 },
        "gspo" => new GspoLoss(),
        "cispo" => new CispoLoss(),
        "sapo" => new SapoLoss(),
        "gmpo" => new GmpoLoss(),
        "gpg" => new GpgLoss(),
        "reinforce" => new ReinforceLoss(),
        "clip_cov" => new ClipCovLoss { CovRatio = 0.2, CovLow = 0 },
        _ => new KlCovLoss { CovRatio = 0.2 },
    };

    private async Task<IReadOnlyList<double>> LossesOf(GrpoStageConfig stage, int chunk = 0)
    {
        var config = TinyTraining.Config(stage);
        var (metrics, _) = await _training.RunAsync(config with { Runtime = config.Runtime with { LogitsChunkTokens = chunk } }, Reward);
        return [.. metrics.SelectMany(record => record.Values).Where(metric => metric.Key is "loss").Select(metric => metric.Value)];
    }

    private sealed class LengthReward : Align.Core.IReward
    {
        public string Name => "length";

        public ValueTask<Align.Core.RewardOutcome> ScoreAsync(Align.Core.Prompt prompt, Align.Core.Completion completion, CancellationToken cancellationToken) =>
            ValueTask.FromResult<Align.Core.RewardOutcome>(new Align.Core.RewardOutcome.Scored(completion.TokenIds.Sum() % 5));
    }
}
