using System.Text.RegularExpressions;
using Align.Algorithms.Advantages;
using Align.Algorithms.Divergences;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.SupervisedLosses;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Rewards.ExactMatch;
using Align.Tests.Training.Evaluation;
using Align.Tests.Training.Preference;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Supervision;
using Align.Training.Verification;

namespace Align.Tests.Training.Metrics;

/// <summary>The table of metrics in docs/training.md beside a run that has every kind of stage, a reference policy and failing rewards.</summary>
public sealed partial class MetricNamesTests : IDisposable
{
    // Need a reward that hangs until its deadline, or processes of its own.
    private static readonly string[] NotProvoked = [
        "rewards/faults/timed_out", "rewards/faults/worker_died", "rewards/faults/protocol",
        "rewards/NAME/faults/timed_out", "rewards/NAME/faults/worker_died", "rewards/NAME/faults/protocol",
    ];

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Fact]
    public async Task The_documented_metrics_are_those_that_a_run_writes()
    {
        var written = await _training.MetricNamesAsync(
            TinyTraining.Config(
                new SftStageConfig { MaxSteps = 1, PerStepExamples = 4, MicroBatchSize = 4 },
                new SftStageConfig { MaxSteps = 1, PerStepExamples = 4, MicroBatchSize = 4, Loss = new SupervisedLossConfig { Name = "asft", Options = new AsftLoss() } },
                TinyTraining.Grpo with { MaxSteps = 2, Beta = 0.1, MaxUnscorableFraction = 1 },
                TinyTraining.Grpo with { MaxSteps = 1, PolicyLoss = new PolicyLossConfig { Options = new ClippedPolicyLoss { Delta = 4 } }, MaxUnscorableFraction = 1 },
                TinyTraining.Grpo with { MaxSteps = 1, PolicyLoss = new PolicyLossConfig { Name = "clip_cov", Options = new ClipCovLoss() }, MaxUnscorableFraction = 1 },
                TinyTraining.Grpo with { MaxSteps = 1, Selector = new SelectorConfig { Name = "dynamic", Options = new DynamicSelector() }, MaxUnscorableFraction = 1 },
                TinyTraining.Grpo with
                {
                    MaxSteps = 1,
                    Advantage = new AdvantageConfig { Name = "remax", Options = new RemaxAdvantage() },
                    KlInReward = new KlInRewardConfig { Adaptive = new AdaptiveKl() },
                    MaxUnscorableFraction = 1,
                },
                Methods,
                new EvaluateStageConfig { NumPrompts = 8, NumGenerations = 4, PassAtK = [1, 4], Sampling = TinyTraining.Sampling }),
            new FailingReward());
        written = written.Union(await PreferenceNamesAsync()).Union(await AdapterNamesAsync()).Union(await RankedNamesAsync()).ToHashSet();
        var documented = DocumentedNames();

        Assert.Equal([], written.Where(name => !documented.Exists(known => Pattern(known).IsMatch(name))));
        Assert.Equal([], documented.Where(known => !NotProvoked.Contains(known) && !written.Any(name => Pattern(known).IsMatch(name))));
    }

    // Enough groups that every quarter of the accuracy has some.
    private static GrpoStageConfig Methods => TinyTraining.Grpo with
    {
        MaxSteps = 3,
        PerStepPrompts = 16,
        Selector = new SelectorConfig { Name = "mopps", Options = new MoppsSelector() },
        Allocator = new AllocatorConfig { Name = "dars", Options = new DarsAllocator() },
        TokenWeights = new TokenWeightsConfig { Name = "steer", Options = new SteerWeights() },
        MeasureEntropyChange = true,
        MaxUnscorableFraction = 1,
    };

    private Task<IReadOnlySet<string>> PreferenceNamesAsync() => _training.MetricNamesAsync(
        TinyTraining.Config(
            PreferenceStages.RewardModel with { MaxSteps = 1 },
            PreferenceStages.Of("madpo", new MadpoLoss()) with { MaxSteps = 1, EvalSteps = 1 },
            PreferenceStages.Of("kto", new KtoLoss()) with { MaxSteps = 1 },
            PreferenceStages.Of("beta_dpo", new BetaDpoLoss()) with { MaxSteps = 1 },
            new EvaluateStageConfig { NumPrompts = 8, NumGenerations = 4, PassAtK = [1, 4], Sampling = TinyTraining.Sampling }),
        new FailingReward(),
        new DigitPairs());

    // OFS-DPO live, then a continual stage, which must be the run's second.
    private async Task<IReadOnlyList<string>> AdapterNamesAsync()
    {
        var live = new OnlinePreferenceStageConfig
        {
            MaxSteps = 1,
            Losses = [new PreferenceLossConfig { Name = "dpo", Options = new DpoLoss() }],
            PerStepPrompts = 4,
            Lora = new LoraConfig { R = 2 },
            Ofs = new OfsConfig(),
            Sampling = TinyTraining.Sampling,
        };
        var continual = ContinualSamples.Cofs with { StepsPerDomain = 1, CoefficientSteps = 1, RewardPrompts = 2, Sampling = TinyTraining.Sampling };
        var directory = _training.NewDirectory();
        await ContinualSamples.Launcher(TinyTraining.Config(live, continual), directory).RunAsync(CancellationToken.None);
        return [.. MetricsFile.Read(directory.MetricsFile).SelectMany(record => record.Values).Select(metric => metric.Key)];
    }

    // Prompts with categories, votes and a second reward that ranks.
    private async Task<IReadOnlyList<string>> RankedNamesAsync()
    {
        var exact = new ExactMatchReward(new ExactMatchOptions());
        var directory = _training.NewDirectory();
        var evaluate = new EvaluateStageConfig { NumPrompts = 8, NumGenerations = 4, PassAtK = [1], RankBy = "even_length", RankTop = 2, Sampling = TinyTraining.Sampling };
        await new RunLauncher(
            TinyTraining.Config(evaluate),
            new RunComponents(new ParityDigits(), [new WeightedReward(exact, 1), new WeightedReward(new EvenLengthReward(), 0)]),
            directory,
            new SilentObserver(),
            TimeProvider.System).RunAsync(CancellationToken.None);
        return [.. MetricsFile.Read(directory.MetricsFile).SelectMany(record => record.Values).Select(metric => metric.Key)];
    }

    private static List<string> DocumentedNames()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "training.md"));
        var section = text.Split("\n## ").Single(part => part.StartsWith("Metrics\n", StringComparison.Ordinal));
        return [.. TableRow().Matches(section).Select(row => row.Groups[1].Value)];
    }

    // NAME stands for a reward's name, K for a number.
    private static Regex Pattern(string documented) => new(
        "^" + Regex.Escape(documented).Replace("NAME", "[a-z][a-z0-9_]*", StringComparison.Ordinal).Replace("K", "[0-9]+", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    // Prompts of odd number get two scores, one exception and one NaN; the others are judged whole.
    private sealed class FailingReward : IReward
    {
        public string Name => "exact_match";

        public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
            (completion.SampleIndex, prompt.Id % 2) switch
            {
                (2, 1) => throw new InvalidOperationException("provoked"),
                (3, 1) => new(new RewardOutcome.Scored(double.NaN)),
                _ => new(new RewardOutcome.Scored(completion.TokenIds[0] % 2)),
            };
    }
}
