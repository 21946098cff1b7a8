using System.Text.Json;
using Align.Algorithms.Statistics;
using Align.Cli;
using Align.Cli.Composition;
using Align.Training.Supervision;

namespace Align.Tests.Cli;

/// <summary>Runs command lines in this process, with a launcher that does what a test says.</summary>
internal sealed class CommandLineFixture : ILauncher, IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("align-cli-");

    /// <summary>What the launcher was asked for, last first.</summary>
    public string? Asked { get; private set; }

    public Launch? Launch { get; private set; }

    public Launch? Other { get; private set; }

    public Func<Launch, RunReport> Behaviour { get; set; } = launch => new("sums", launch.Directory.Path, [], 0, [], []);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string LastErrorLine => Error.TrimEnd().Split('\n')[^1];

    public JsonElement Failure => JsonDocument.Parse(LastErrorLine).RootElement;

    public string PathOf(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(
        args,
        CompositionRoot.Create() with { Launcher = this },
        new CommandOutput(_output, _error, LiveConsole: null, TimeProvider.System));

    Task<RunReport> ILauncher.RunAsync(Launch launch, CancellationToken stop) => Take("run", launch);

    Task<RunReport> ILauncher.ResumeAsync(Launch launch, long? step, CancellationToken stop) => Take($"resume {step}", launch);

    Task<RunReport> ILauncher.EvaluateAsync(Launch launch, long? step, CancellationToken stop) => Take($"evaluate {step}", launch);

    Task<(RunReport Report, EvaluationComparison Comparison)> ILauncher.CompareAsync(Launch launch, long? step, Launch other, long? otherStep, CancellationToken stop)
    {
        Other = other;
        (Asked, Launch) = ($"compare {step} with {otherStep}", launch);
        var pair = new ComparedMeasure(
            "pass@1", EvaluationUnit.Share, 0.5, 0.375, 8, new ConfidenceInterval(0.125, -0.25, 0.5, 0.95), PairedVerdict.Inconclusive, 60);
        return Task.FromResult((Behaviour(launch), new EvaluationComparison(launch.Directory.Path, 3, other.Directory.Path, 4, 8, 1, 0.95, [pair])));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<RunReport> Take(string asked, Launch launch)
    {
        (Asked, Launch) = (asked, launch);
        return Task.FromResult(Behaviour(launch));
    }
}
