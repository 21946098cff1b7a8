using Align.Algorithms.Advantages;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Tests.Training.Supervision;
using Align.Training.Configuration;
using Align.Training.Metrics;

namespace Align.Tests.Training.Learning;

/// <summary>MoPPS, DARS and STEER together in whole runs of a tiny model.</summary>
public sealed class AllThreeStagesTests : IDisposable
{
    private static readonly GrpoStageConfig s_stage = TinyTraining.Grpo with
    {
        MaxSteps = 4,
        PerStepPrompts = 6,
        SuccessThreshold = 4,
        Selector = new SelectorConfig { Name = "mopps", Options = new MoppsSelector { Pool = 3, Decay = 0.5 } },
        Allocator = new AllocatorConfig { Name = "dars", Options = new DarsAllocator { NMax = 12 } },
        Advantage = new AdvantageConfig { Name = "grpo", Options = new GrpoAdvantage { ScaleRewards = RewardScaling.None } },
        TokenWeights = new TokenWeightsConfig { Name = "steer", Options = new SteerWeights() },
        NumIterations = 2,
        StepsPerGeneration = 2,
        MicroBatchSize = 16,
        MeasureEntropyChange = true,
        Optimizer = new OptimizerConfig { LearningRate = 0.02 },
    };

    private static readonly IReward s_reward = new SumReward();

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public Task A_run_of_all_three_resumes_to_the_bit() =>
        ResumedRun.AssertSameFromAsync(_training, TinyTraining.Config(s_stage), [1, 2, 3], s_reward);

    [Fact]
    public async Task Each_does_its_part()
    {
        var (metrics, _) = await _training.RunAsync(TinyTraining.Config(s_stage), s_reward);

        // MoPPS: beliefs about the prompts of the steps before; candidates are chosen, so that some prompts come again and others not yet.
        Assert.Equal(0, Values(metrics, "mopps/known_prompts")[0]);
        Assert.All(Values(metrics, "mopps/known_prompts")[1..], known => Assert.InRange(known, 6, 18));
        // DARS: 4 completions each and those of the second stage; prompts never or always solved are not trained on.
        var extra = Values(metrics, "dars/extra_rollouts");
        Assert.Contains(extra, count => count > 0);
        Assert.Equal(extra.Select(count => 24 + count), Values(metrics, "batch/rollouts"));
        // STEER: the token of greatest change weighs 0.8, or somewhat more where all changes lie below the floor.
        Assert.All(Values(metrics, "steer/weight_min"), weight => Assert.InRange(weight, 0.8 - 1e-6, 1));
        Assert.All(Values(metrics, "steer/weight_max"), weight => Assert.InRange(weight, 0.8, 1));
        Assert.Contains(Values(metrics, "steer/weight_mean"), weight => weight < 1);
        Assert.NotEmpty(Values(metrics, "entropy_change/mean"));
        // Four optimizer steps a batch: the ratio leaves the clip range.
        Assert.Contains(Values(metrics, "clip_ratio/region_mean"), share => share > 0);
    }

    [Theory]
    [InlineData(WeightMap.Exp)]
    [InlineData(WeightMap.Linear)]
    public async Task The_weights_of_the_batch_do_not_depend_on_the_cut(WeightMap map)
    {
        var stage = s_stage with { MaxSteps = 1, TokenWeights = new TokenWeightsConfig { Name = "steer", Options = new SteerWeights { Map = map } } };
        var whole = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 1000 }), s_reward);
        var cut = await _training.RunAsync(TinyTraining.Config(stage with { MicroBatchSize = 3 }), s_reward);
        foreach (var name in new[] { "steer/weight_mean", "steer/weight_min", "steer/weight_max", "loss", "grad_norm" })
        {
            Assert.Equal(Assert.Single(Values(whole.Metrics, name)), Assert.Single(Values(cut.Metrics, name)), 1e-4);
        }
    }

    private static double[] Values(IReadOnlyList<MetricsRecord> metrics, string name) =>
        [.. metrics.SelectMany(record => record.Values).Where(metric => metric.Key == name).Select(metric => metric.Value)];

    private sealed class SumReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Sum() % 5));
    }
}
