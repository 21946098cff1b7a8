using System.Collections.Immutable;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Training.Configuration;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Tests.Training.Preference;

/// <summary>A continual stage over two domains that want opposite things, the second of a run's stages.</summary>
internal static class ContinualSamples
{
    public static readonly ContinualPreferenceStageConfig Cofs = new()
    {
        Domains = [Domain("even", 0), Domain("odd", 1)],
        StepsPerDomain = 12,
        Beta = 0.5,
        PerStepPairs = 8,
        MicroBatchSize = 8,
        HeldOutPairs = 8,
        MemoryPairs = 8,
        CoefficientSteps = 20,
        Lora = new LoraConfig { R = 2 },
        Ofs = new OfsConfig { SwapWindow = 4 },
        Optimizer = new OptimizerConfig { LearningRate = 0.03 },
    };

    public static RunLauncher Launcher(RunConfig config, RunDirectory directory) => Launcher(config, directory, [new ParityPairs(odd: false), new ParityPairs(odd: true)]);

    public static RunLauncher Launcher(RunConfig config, RunDirectory directory, ImmutableArray<IEnvironment?> domains) => new(
        config,
        new RunComponents(new SolvedDigitPairs(), [new WeightedReward(new OddDomain(), 1)])
        {
            Domains = new Dictionary<int, ImmutableArray<IEnvironment?>> { [1] = domains },
        },
        directory,
        new Silence(),
        TimeProvider.System);

    // The environments themselves are given to the launcher; their names and options only tell the domains apart.
    public static PreferenceDomainConfig Domain(string name, int seed) =>
        new() { Name = name, Environment = new EnvironmentConfig { Name = "arithmetic", Options = new ArithmeticOptions { Seed = seed } } };

    private sealed class OddDomain : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            new(new RewardOutcome.Scored(prompt.Metadata.GetValueOrDefault("odd") == bool.TrueString ? 1 : 0));
    }

    private sealed class Silence : IRunObserver
    {
        public void OnEvent(RunEvent runEvent)
        {
        }
    }
}
