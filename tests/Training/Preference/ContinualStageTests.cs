using Align.Models.Tokenization;
using Align.Tests.Training.Supervision;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Preference;
using Align.Training.Preference.Continual;
using Align.Training.Rollouts;
using Align.Training.Supervision;

namespace Align.Tests.Training.Preference;

/// <summary>Whole continual stages over two domains that want opposite things.</summary>
public sealed class ContinualStageTests : IDisposable
{
    private static readonly SftStageConfig Warm = new() { MaxSteps = 10, PerStepExamples = 16, Optimizer = new OptimizerConfig { LearningRate = 0.02 } };

    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Theory]
    [InlineData(ContinualMethod.Dpo)]
    [InlineData(ContinualMethod.Ofs)]
    [InlineData(ContinualMethod.Cofs)]
    public async Task Every_domain_is_learned_and_all_are_measured_after_each(ContinualMethod method)
    {
        var measurements = (await RunAsync(ContinualSamples.Cofs with { Method = method })).Where(line => Find(line, "continual/accuracy/even") is not null).ToArray();

        // Before the first step every margin is 0, and counts half.
        Assert.Equal([-1, 0, 1], measurements.Select(line => Value(line, "continual/domain")));
        Assert.Equal((0.5, 0.5), (Value(measurements[0], "continual/accuracy/even"), Value(measurements[0], "continual/accuracy/odd")));
        Assert.True(Value(measurements[1], "continual/accuracy/even") > 0.8);
        var (last, first) = (measurements[2], measurements[1]);
        Assert.Equal((Value(last, "continual/accuracy/even") + Value(last, "continual/accuracy/odd")) / 2, Value(last, "continual/average_accuracy"), 1e-12);
        Assert.Equal(Value(first, "continual/accuracy/even") - Value(last, "continual/accuracy/even"), Value(last, "continual/forgetting"), 1e-12);
        Assert.Equal(-Value(last, "continual/forgetting"), Value(last, "continual/backward_transfer"), 1e-12);
        Assert.Equal(Value(first, "continual/accuracy/odd") - 0.5, Value(last, "continual/forward_transfer"), 1e-12);
    }

    [Theory]
    [InlineData(CoefficientSearch.Simplex)]
    [InlineData(CoefficientSearch.Free)]
    public async Task A_combination_is_no_worse_on_the_memories_than_its_last_adapter(CoefficientSearch search)
    {
        var closings = (await RunAsync(ContinualSamples.Cofs with { Coefficients = search, Start = DomainStart.Independent, MemoryPairs = 16 })).Where(line => Find(line, "continual/memory_loss") is not null).ToArray();

        Assert.Equal(2, closings.Length);
        Assert.Equal(1, Value(closings[0], "continual/coefficient/even"));
        Assert.Null(Find(closings[0], "continual/coefficient/odd"));
        double[] coefficients = [Value(closings[1], "continual/coefficient/even"), Value(closings[1], "continual/coefficient/odd")];
        if (search == CoefficientSearch.Simplex)
        {
            Assert.Equal(1, coefficients.Sum(), 1e-12);
            Assert.All(coefficients, coefficient => Assert.Equal(0, Math.Abs(Math.IEEERemainder(coefficient, 0.05)), 1e-9));
        }
        else
        {
            Assert.InRange(coefficients.Sum(Math.Abs), 0, 3 + 1e-6);
            Assert.NotEqual(0.5, coefficients[0]);
        }
        // Two memories at log 2 each is where nothing was learned.
        Assert.InRange(Value(closings[1], "continual/memory_loss"), 0, 2 * Math.Log(2));
    }

    [Theory]
    [InlineData(null, 2, 0.05)]
    [InlineData(null, 3, 0.1)]
    [InlineData(null, 4, 0.25)]
    [InlineData(0.02, 3, 0.02)]
    [InlineData(0.1, 5, 0.1)]
    public void A_grid_step_that_is_given_is_kept(double? given, int domains, double step) =>
        Assert.Equal(step, (ContinualSamples.Cofs with { GridStep = given }).GridStepOf(domains));

    [Fact]
    public async Task Free_coefficients_stay_within_their_bound()
    {
        var metrics = await RunAsync(ContinualSamples.Cofs with { MaxCoefficientSum = 0.25 });

        var closing = metrics.Last(line => Find(line, "continual/memory_loss") is not null);
        Assert.InRange(Math.Abs(Value(closing, "continual/coefficient/even")) + Math.Abs(Value(closing, "continual/coefficient/odd")), 0, 0.25 + 1e-6);
    }

    [Fact]
    public async Task Answers_are_judged_domain_by_domain()
    {
        var metrics = await RunAsync(ContinualSamples.Cofs with { StepsPerDomain = 1, RewardPrompts = 4, Sampling = new SamplingConfig { MaxCompletionLength = 2 } });

        // The reward gives 1 in the odd domain and 0 in the other, whatever the answer.
        var measurements = metrics.Where(line => Find(line, "continual/reward/odd") is not null).ToArray();
        Assert.Equal(3, measurements.Length);
        Assert.All(measurements, line => Assert.Equal((0, 1), (Value(line, "continual/reward/even"), Value(line, "continual/reward/odd"))));
    }

    [Fact]
    public async Task The_report_tells_what_settings_were_tuned_on()
    {
        var stage = ContinualSamples.Cofs with { Method = ContinualMethod.Dpo, StepsPerDomain = 1, Name = "align" };

        var untold = await ContinualSamples.Launcher(Config(stage), _training.NewDirectory()).RunAsync(CancellationToken.None);
        var none = await ContinualSamples.Launcher(Config(stage with { TuningDomains = [] }), _training.NewDirectory()).RunAsync(CancellationToken.None);
        var other = await ContinualSamples.Launcher(Config(stage with { TuningDomains = [ContinualSamples.Domain("prime", 5)] }), _training.NewDirectory()).RunAsync(CancellationToken.None);

        static IEnumerable<string> Told(RunReport report) => report.Notes.Where(note => note.Contains("tun", StringComparison.Ordinal));
        Assert.Empty(Told(untold));
        Assert.Equal("align: tuning_domains is none: its settings were tuned on no domains other than those reported (even, odd), which flatters the method", Assert.Single(Told(none)));
        Assert.Equal("align: settings tuned on prime, reported on even, odd", Assert.Single(Told(other)));
    }

    [Fact]
    public void Every_method_measures_on_the_same_pairs_and_remembers_others()
    {
        var tokens = new PreferenceTokens(new CharacterTokenizer("0123456789="), 64);
        var (dpo, cofs) = (Load(ContinualSamples.Cofs with { Method = ContinualMethod.Dpo }), Load(ContinualSamples.Cofs));

        Assert.Equal(Texts(dpo.HeldOut), Texts(cofs.HeldOut));
        Assert.Equal((8, 0, 8), (cofs.Memory.Length, dpo.Memory.Length, dpo.HeldOut.Length));

        PreferenceDomain Load(ContinualPreferenceStageConfig stage) => ContinualPreferenceStage.Load(stage, [new ParityPairs(odd: false), new ParityPairs(odd: true)], tokens, seed: 0, PromptPart.Report)[0];

        static string[] Texts(IEnumerable<PreferenceExample> pairs) => [.. pairs.Select(pair => string.Join(' ', [.. pair.Prompt, .. pair.Chosen]))];
    }

    [Theory]
    [InlineData(ContinualMethod.Dpo)]
    [InlineData(ContinualMethod.Ofs)]
    [InlineData(ContinualMethod.Cofs)]
    public async Task The_divergence_from_the_start_stands_beside_the_reward(ContinualMethod method)
    {
        var metrics = await RunAsync(ContinualSamples.Cofs with { Method = method, RewardPrompts = 6, Sampling = new SamplingConfig { MaxCompletionLength = 3 } });

        var measurements = metrics.Where(line => Find(line, "continual/kl") is not null).ToArray();
        Assert.Equal(3, measurements.Length);
        // Nothing has moved before the first step, and both domains have 6 answers.
        Assert.All((string[])["", "/even", "/odd"], name => Assert.Equal(0, Value(measurements[0], "continual/kl" + name)));
        Assert.All(measurements, line => Assert.Equal((Value(line, "continual/kl/even") + Value(line, "continual/kl/odd")) / 2, Value(line, "continual/kl"), 1e-9));
        Assert.NotEqual(0, Value(measurements[1], "continual/kl/even"));
        Assert.True(Value(measurements[1], "continual/kl_chosen/even") > Value(measurements[1], "continual/kl_rejected/even"));
    }

    [Fact]
    public async Task Log_ratios_of_held_out_pairs_are_told_where_no_answers_are_sampled()
    {
        var metrics = await RunAsync(ContinualSamples.Cofs with { StepsPerDomain = 1 });

        Assert.DoesNotContain(metrics, line => Find(line, "continual/kl") is not null);
        Assert.Equal(3, metrics.Count(line => Find(line, "continual/kl_chosen/odd") is not null && Find(line, "continual/kl_rejected/odd") is not null));
    }

    [Theory]
    [InlineData(ContinualMethod.Dpo, DomainStart.Continual)]
    [InlineData(ContinualMethod.Cofs, DomainStart.Continual)]
    [InlineData(ContinualMethod.Cofs, DomainStart.Independent)]
    public Task Resumed_runs_go_on_to_the_bit(ContinualMethod method, DomainStart start)
    {
        // Steps: a measurement, 2 of training, a measurement, 2 of training, a measurement.
        var stage = ContinualSamples.Cofs with { Method = method, Start = start, StepsPerDomain = 2, CoefficientSteps = 3 };
        return ResumedRun.AssertSameFromAsync(_training.NewDirectory(), Config(stage with { Ofs = new OfsConfig { SwapWindow = 1 } }), [11, 12, 13, 14, 15, 16], ContinualSamples.Launcher);
    }

    private async Task<IReadOnlyList<MetricsRecord>> RunAsync(ContinualPreferenceStageConfig stage)
    {
        var directory = _training.NewDirectory();
        await ContinualSamples.Launcher(Config(stage), directory).RunAsync(CancellationToken.None);
        return [.. MetricsFile.Read(directory.MetricsFile).Skip(Warm.MaxSteps)];
    }

    private static RunConfig Config(ContinualPreferenceStageConfig stage) => TinyTraining.Config(Warm, stage);

    private static double? Find(MetricsRecord record, string name) =>
        record.Values.Where(metric => metric.Key == name).Select(metric => (double?)metric.Value).FirstOrDefault();

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;
}
