using Align.Envs.JsonLines;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Tests.Training.Supervision;

/// <summary>A run goes on with the data that it began with, or not at all.</summary>
public sealed class ChangedInputsTests : IDisposable
{
    private const string Problems = """
        {"prompt": "1+1=", "answer": "2"}
        {"prompt": "1+2=", "answer": "3"}
        {"prompt": "2+2=", "answer": "4"}
        {"prompt": "2+3=", "answer": "5"}
        {"prompt": "3+3=", "answer": "6"}

        """;

    private const string Examples = """
        {"prompt": "1+1=", "completion": "2"}
        {"prompt": "1+2=", "completion": "3"}

        """;

    private readonly TinyTraining _training = new();
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("align-inputs-").FullName, "data.jsonl");

    public void Dispose()
    {
        _training.Dispose();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task A_resumed_run_refuses_an_environment_file_that_has_changed()
    {
        await File.WriteAllTextAsync(_file, Problems);
        var heldOut = _file + ".test";
        await File.WriteAllTextAsync(heldOut, "{\"prompt\": \"3+1=\", \"answer\": \"4\"}\n");
        var config = Kept(TinyTraining.Grpo) with { Environment = new EnvironmentConfig { Name = "jsonl", Options = new JsonLinesOptions { Path = _file, TestPath = heldOut } } };
        await AssertRefusedWhenChangedAsync(config, Problems.Replace("\"answer\": \"6\"", "\"answer\": \"5\"", StringComparison.Ordinal), Problems, "environment.path");
    }

    [Fact]
    public async Task A_resumed_run_refuses_a_file_of_examples_that_has_changed()
    {
        await File.WriteAllTextAsync(_file, Examples);
        var config = Kept(new SftStageConfig { MaxSteps = 3, PerStepExamples = 2, Data = _file });
        await AssertRefusedWhenChangedAsync(config, Examples + "{\"prompt\": \"2+2=\", \"completion\": \"4\"}\n", Examples, "stages.0.data");
    }

    private static RunConfig Kept(StageConfig stage) => TinyTraining.Config(stage) with { Checkpoint = new CheckpointConfig { EverySteps = 1, Keep = 10 } };

    private async Task AssertRefusedWhenChangedAsync(RunConfig config, string changed, string whole, string key)
    {
        var directory = _training.NewDirectory();
        await Launcher(config, directory).RunAsync(CancellationToken.None);

        await File.WriteAllTextAsync(_file, changed);
        var refused = await Assert.ThrowsAsync<CheckpointException>(() => Launcher(config, directory).ResumeAsync(1, CancellationToken.None));
        Assert.Equal($"files that the run reads have changed since it was saved: {key}", refused.Message);

        await File.WriteAllTextAsync(_file, whole);
        await Launcher(config, directory).ResumeAsync(1, CancellationToken.None);
    }

    private static RunLauncher Launcher(RunConfig config, RunDirectory directory) => TinyTraining.Launcher(
        config, directory, environment: config.Environment.Options is JsonLinesOptions options ? new JsonLinesEnvironment(options) : null);
}
