using Align.Algorithms.PreferenceLosses;
using Align.Tests.Training.Supervision;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using static Align.Tests.Training.Preference.PreferenceStages;

namespace Align.Tests.Training.Preference;

/// <summary>Stages on pairs that are taken up from a checkpoint end as if nothing had happened: scores kept and computed anew, early stopping, and what losses remember.</summary>
public sealed class PreferenceResumeTests : IDisposable
{
    private readonly TinyTraining _training = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        _training.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public Task A_reward_model_and_the_stage_that_it_weighs_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(
            RewardModel with { MaxSteps = 6, EvalSteps = 2, Patience = 2 },
            Of("madpo", new MadpoLoss()) with { MaxSteps = 5, EvalSteps = 2, PrecomputeReference = true }),
        [1, 4, 7, 9],
        environment: new DigitPairs());

    [Fact]
    public Task A_stage_that_ends_early_is_left_behind_when_resumed() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(
            RewardModel with { MaxSteps = 100, EvalSteps = 1, Patience = 1, Optimizer = new OptimizerConfig { LearningRate = 0.3 } },
            Dpo with { MaxSteps = 2 }),
        [1, 2],
        environment: new DigitPairs());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task What_a_loss_remembers_and_what_the_reference_scored_survive(bool precompute) => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(Of("beta_dpo", new BetaDpoLoss()) with
        {
            MaxSteps = 12,
            MicroBatchSize = 3,
            PrecomputeReference = precompute,
            SampleReweighting = new SampleReweightingConfig { BurnInSteps = 3 },
        }),
        [2, 9],
        environment: new DigitPairs());

    [Fact]
    public Task Adapters_and_mismatched_completions_go_on_to_the_bit() => ResumedRun.AssertSameFromAsync(
        _training,
        TinyTraining.Config(Of("kto", new KtoLoss()) with { Lora = new LoraConfig { R = 2 }, PrecomputeReference = true, EvalSteps = 3 }),
        [2, 4],
        environment: new DigitPairs());

    [Fact]
    public async Task A_data_file_that_has_changed_is_refused_by_its_key()
    {
        await File.WriteAllLinesAsync(_file, Enumerable.Range(0, 8).Select(i => $$"""{"prompt": "{{i}}=", "chosen": "0", "rejected": "1"}"""));
        var config = TinyTraining.Config(Dpo with { MaxSteps = 3, PerStepPairs = 2, Pairs = new PairDataConfig { Data = _file } }) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 9 } };
        var directory = _training.NewDirectory();
        await TinyTraining.Launcher(config, directory).RunAsync(CancellationToken.None);
        await File.AppendAllTextAsync(_file, """{"prompt": "9=", "chosen": "0", "rejected": "1"}""");

        var refusal = await Assert.ThrowsAsync<CheckpointException>(() => TinyTraining.Launcher(config, directory).ResumeAsync(1, CancellationToken.None));

        Assert.Contains("stages.0.data", refusal.Message, StringComparison.Ordinal);
    }
}
