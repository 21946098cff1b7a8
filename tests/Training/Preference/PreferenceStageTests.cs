using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration;
using Align.Training.Metrics;
using static Align.Tests.Training.Preference.PreferenceStages;

namespace Align.Tests.Training.Preference;

/// <summary>Whole preference stages of a tiny model on pairs that an environment makes.</summary>
public sealed class PreferenceStageTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public static TheoryData<string, IPreferenceLoss> EveryKind => new()
    {
        { "dpo", new DpoLoss() },
        { "simpo", new SimpoLoss() },
        { "kto", new KtoLoss() },
        { "aot", new AotLoss() },
        { "beta_dpo", new BetaDpoLoss() },
        { "tdpo", new TdpoLoss() },
        { "orpo", new OrpoLoss() },
    };

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task Dpo_begins_at_log_2_and_learns_the_preference()
    {
        var (metrics, _) = await RunAsync(Dpo with { MaxSteps = 30, EvalSteps = 20 });
        // The policy is the reference at first, in the same forward passes: every margin is 0 to the last bit.
        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.Equal(0, Value(metrics[0], "rewards/margins"));
        Assert.Equal(0, Value(metrics[0], "kl/chosen"));
        Assert.InRange(Value(metrics[^1], "loss"), 0, 0.5);
        Assert.InRange(Value(metrics[^1], "rewards/accuracies"), 0.9, 1);
        Assert.Equal([20L, 30L], metrics.Where(line => Has(line, "eval/loss")).Select(line => line.Step));
        Assert.InRange(Value(metrics[^1], "eval/rewards/accuracies"), 0.8, 1);
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public async Task Micro_batches_do_not_change_the_numbers_beyond_rounding(string name, IPreferenceLoss loss)
    {
        var reweighting = new SampleReweightingConfig();
        var whole = await RunAsync(Of(name, loss) with { MicroBatchSize = 8, MaxSteps = 2, SampleReweighting = reweighting });
        var cut = await RunAsync(Of(name, loss) with { MicroBatchSize = 3, MaxSteps = 2, SampleReweighting = reweighting });
        foreach (var metric in (string[])["loss", "grad_norm", "rewards/chosen", "rewards/rejected", "logps/chosen", "logps/rejected"])
        {
            var expected = Value(whole.Metrics[1], metric);
            Assert.Equal(expected, Value(cut.Metrics[1], metric), 2e-3 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(8, 3)]
    [InlineData(5, 8)]
    public async Task Precomputing_the_reference_changes_no_bit(int perStep, int micro)
    {
        // 64 pairs, 20 steps: several epochs, and steps that cross from one to the next.
        var stage = Dpo with { MaxSteps = 20, PerStepPairs = perStep, MicroBatchSize = micro, EvalSteps = 7 };
        var live = await RunAsync(stage);
        var precomputed = await RunAsync(stage with { PrecomputeReference = true });
        Assert.Equal(live.Weights, precomputed.Weights);
        Assert.Equal(live.Metrics.SelectMany(line => line.Values), precomputed.Metrics.SelectMany(line => line.Values));
    }

    [Fact]
    public async Task A_weighted_sum_of_losses_is_the_sum_of_their_values()
    {
        var both = Dpo with
        {
            MaxSteps = 1,
            Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss(), Weight = 2 }, new PreferenceLossConfig { Name = "hinge", Options = new HingeLoss(), Weight = 0.5 }],
        };
        // At the reference DPO gives log 2 and the hinge 1: 2·log 2 + 0.5·1.
        Assert.Equal((2 * Math.Log(2)) + 0.5, Value((await RunAsync(both)).Metrics[0], "loss"), 1e-6);
    }

    [Fact]
    public async Task An_evaluation_after_the_stage_says_reward_and_divergence()
    {
        var evaluate = new EvaluateStageConfig { Name = "before", NumPrompts = 8, NumGenerations = 2, PassAtK = [1], Sampling = TinyTraining.Sampling };
        var (metrics, _) = await RunAsync(evaluate, Dpo with { MaxSteps = 20 }, evaluate with { Name = "after" });
        Assert.False(Has(metrics[0], "eval/kl"));
        Assert.True(Has(metrics[0], "eval/reward/low"));
        Assert.InRange(Value(metrics[^1], "eval/kl"), 0.01, 50);
        Assert.InRange(Value(metrics[^1], "eval/kl_per_token"), 0.001, Value(metrics[^1], "eval/kl"));
    }

    [Fact]
    public async Task The_reward_model_learns_the_preference_and_weighs_the_pairs_of_madpo()
    {
        var (metrics, _) = await RunAsync(RewardModel with { MaxSteps = 30 }, Of("madpo", new MadpoLoss { CMax = 4, CMin = 0.25 }));
        var trained = metrics.Where(line => Has(line, "eval/best_loss")).ToArray();
        Assert.Equal(Math.Log(2), Value(metrics[0], "loss"), 1e-6);
        Assert.InRange(Value(trained[^1], "eval/best_loss"), 0, 0.6);
        var madpo = metrics.Single(line => Has(line, "madpo/h_mean"));
        Assert.Equal(1, madpo.Step);
        Assert.InRange(Value(madpo, "madpo/h_mean"), 0.01, 100);
        Assert.InRange(Value(madpo, "madpo/w_max"), 1, 2);
        Assert.InRange(Value(madpo, "madpo/contradicted"), 0, 0.4);
    }

    [Fact]
    public async Task The_reward_model_stage_ends_when_the_held_out_loss_stays_worse()
    {
        // A learning rate that throws the weights about: the first evaluation or one of the next few stays the best.
        var (metrics, _) = await RunAsync(RewardModel with { MaxSteps = 200, EvalSteps = 1, Patience = 2, Optimizer = new OptimizerConfig { LearningRate = 0.3 } });
        Assert.InRange(metrics.Count, 3, 199);
        var losses = metrics.Select(line => Value(line, "eval/loss")).ToArray();
        Assert.Equal(losses.Min(), Value(metrics[^1], "eval/best_loss"));
        Assert.All(losses[^2..], loss => Assert.True(loss >= losses[..^2].Min()));
    }

    private Task<(IReadOnlyList<MetricsRecord> Metrics, byte[] Weights)> RunAsync(params StageConfig[] stages) =>
        _training.RunAsync(TinyTraining.Config(stages), environment: new DigitPairs());
}
