using System.Globalization;
using Align.Core;
using Align.Models.Tokenization;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Preference;
using Align.Training.Preference.Continual;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Preference;

/// <summary>Continual stages whose domains are JSONL files.</summary>
public sealed class DomainFileTests : IDisposable
{
    private readonly TinyTraining _training = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("align-domains-").FullName;

    public void Dispose()
    {
        _training.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Files_are_learned_and_measured_as_environments_are()
    {
        var directory = _training.NewDirectory();
        await ContinualSamples.Launcher(Config(ContinualSamples.Cofs with { StepsPerDomain = 40, Domains = [File("even", 64), File("odd", 64)] }), directory, [null, null]).RunAsync(CancellationToken.None);

        var measurements = MetricsFile.Read(directory.MetricsFile).Where(line => line.Values.Any(metric => metric.Key == "continual/accuracy/even")).ToArray();
        Assert.Equal(3, measurements.Length);
        Assert.Equal(0.5, Value(measurements[0], "continual/accuracy/even"));
        Assert.True(Value(measurements[1], "continual/accuracy/even") > 0.8);
        Assert.True(Value(measurements[2], "continual/accuracy/odd") > 0.5);
    }

    [Fact]
    public void What_is_trained_on_remembered_and_held_out_are_different_lines_and_all_of_the_file()
    {
        var domain = Load(ContinualSamples.Cofs with { Domains = [File("even", 40)], HeldOutPairs = 8, MemoryPairs = 4 });

        Assert.Equal((28, 4, 8), (domain.Train.Length, domain.Memory.Length, domain.HeldOut.Length));
        var lines = domain.Train.Concat(domain.Memory).Concat(domain.HeldOut).Select(example => example.Index).Order();
        Assert.Equal(Enumerable.Range(0, 40).Select(line => (long)line), lines);

        var dpo = Load(ContinualSamples.Cofs with { Method = ContinualMethod.Dpo, Domains = [File("even", 40)], HeldOutPairs = 8 });
        Assert.Equal(domain.HeldOut.Select(example => example.Index), dpo.HeldOut.Select(example => example.Index));
        Assert.Equal((32, 0), (dpo.Train.Length, dpo.Memory.Length));
    }

    [Theory]
    [InlineData(16, true, "holds 16 pairs, and memory_pairs and held_out_pairs take 16 of them")]
    [InlineData(8, false, "holds 8 pairs, and held_out_pairs takes 8 of them")]
    public void A_file_with_nothing_left_to_train_on_is_refused(int lines, bool combines, string what)
    {
        var stage = ContinualSamples.Cofs with { Method = combines ? ContinualMethod.Cofs : ContinualMethod.Ofs, Domains = [File("even", lines)] };

        Assert.StartsWith(what, Assert.Throws<DataFileException>(() => Load(stage)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_and_unpaired_lines_are_refused_with_remedies_that_the_stage_has()
    {
        var file = File("even", 20);
        System.IO.File.AppendAllText(file.Data!, "{\"prompt\": \"1=\", \"completion\": \"2\", \"label\": true}\n{\"prompt\": \"1=\", \"chosen\": \"" + new string('2', 70) + "\", \"rejected\": \"3\"}\n");

        var refusal = Assert.Throws<DataFileException>(() => Load(ContinualSamples.Cofs with { Domains = [file] }));

        Assert.Equal([(21L, "give chosen and rejected"), (22L, "shorten or remove the example, or take a model with more positions")], refusal.Problems.Select(problem => (problem.Line, problem.Remedy)));
    }

    [Fact]
    public async Task A_resumed_run_refuses_a_file_that_has_changed()
    {
        var (config, directory) = (Config(ContinualSamples.Cofs with { StepsPerDomain = 1, Domains = [File("even", 40), File("odd", 40)] }) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 20 } }, _training.NewDirectory());
        await ContinualSamples.Launcher(config, directory, [null, null]).RunAsync(CancellationToken.None);
        File("odd", 41);

        var refusal = await Assert.ThrowsAnyAsync<AlignException>(() => ContinualSamples.Launcher(config, directory, [null, null]).ResumeAsync(11, CancellationToken.None));

        Assert.Contains("stages.1.domains.1.data", refusal.Message + refusal.Where, StringComparison.Ordinal);
    }

    private static PreferenceDomain Load(ContinualPreferenceStageConfig stage) =>
        ContinualPreferenceStage.Load(stage, [null], new PreferenceTokens(new CharacterTokenizer("0123456789="), 64), seed: 0, PromptPart.Report)[0];

    private static RunConfig Config(ContinualPreferenceStageConfig stage) => TinyTraining.Config(
        new SftStageConfig { MaxSteps = 10, PerStepExamples = 16, Optimizer = new OptimizerConfig { LearningRate = 0.02 } }, stage);

    // Digits of the domain's parity are preferred; the prompts of the domains differ.
    private PreferenceDomainConfig File(string name, int lines)
    {
        var path = Path.Combine(_folder, name + ".jsonl");
        var odd = name == "odd" ? 1 : 0;
        System.IO.File.WriteAllLines(path, Enumerable.Range(0, lines).Select(line => string.Create(
            CultureInfo.InvariantCulture, $$"""{"prompt": "{{odd}}={{line % 10}}=", "chosen": "{{(2 * (line % 5)) + odd}}", "rejected": "{{(2 * ((line + 1) % 5)) + 1 - odd}}"}""")));
        return new PreferenceDomainConfig { Name = name, Data = path };
    }

    private static double Value(MetricsRecord record, string name) => record.Values.Single(metric => metric.Key == name).Value;
}
