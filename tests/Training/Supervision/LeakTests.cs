using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Tests.Training.Preference;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Tests.Training.Supervision;

/// <summary>The count of live tensors belongs to the process, so this class runs beside no other.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakCollection;

[Collection(nameof(LeakTests))]
public sealed class LeakTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task A_run_holds_as_many_tensors_after_its_last_step_as_after_its_third()
    {
        var stage = TinyTraining.Grpo with { MaxSteps = 30, Beta = 0.05, EntropyCoef = 0.01, StepsPerGeneration = 2, NumIterations = 2 };
        var sft = new SftStageConfig { MaxSteps = 30, PerStepExamples = 8, MicroBatchSize = 4 };
        await AssertSteadyAsync(null, sft, stage);
    }

    [Fact]
    public async Task Preference_stages_hold_no_more_tensors_either()
    {
        var stage = new PreferenceStageConfig
        {
            MaxSteps = 30,
            Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
            PerStepPairs = 8,
            MicroBatchSize = 3,
        };
        await AssertSteadyAsync(new DigitPairs(), stage);
    }

    [Fact]
    public async Task Adapters_and_their_chase_hold_no_more_tensors_either()
    {
        var stage = new OnlinePreferenceStageConfig
        {
            MaxSteps = 30,
            Source = PairSource.Pairs,
            Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
            PerStepPrompts = 8,
            MicroBatchSize = 3,
            Lora = new LoraConfig { R = 2, LoraDropout = 0.1 },
            Ofs = new OfsConfig { SwapWindow = 1 },
        };
        await AssertSteadyAsync(new DigitPairs(), stage);
    }

    private async Task AssertSteadyAsync(IEnvironment? environment, params StageConfig[] stages)
    {
        var counter = new TensorCounter();
        await TinyTraining.Launcher(TinyTraining.Config(stages), _training.NewDirectory(), new LengthReward(), environment, counter).RunAsync(CancellationToken.None);

        foreach (var counts in counter.Counts.Values)
        {
            Assert.Equal(30, counts.Count);
            // The last step ends its stage, which may leave a reference behind.
            Assert.True(counts[3..^1].All(count => count == counts[2]), $"live tensors after each step: {string.Join(", ", counts)}");
        }
    }

    private sealed class TensorCounter : IRunObserver
    {
        public Dictionary<string, List<long>> Counts { get; } = [];

        public void OnEvent(RunEvent runEvent)
        {
            if (runEvent is RunEvent.StepCompleted step)
            {
                // What is left to the garbage collector, by earlier tests too, is gone before each count, so that only what is held counts.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var counts = Counts.TryGetValue(step.Stage, out var known) ? known : Counts[step.Stage] = [];
                counts.Add(Tensor.TotalCount);
            }
        }
    }

    // Spread in every group, so that every step trains.
    private sealed class LengthReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(completion.TokenIds.Sum(id => id) / 100.0));
    }
}
