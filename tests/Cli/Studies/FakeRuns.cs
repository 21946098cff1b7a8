using Align.Cli.Composition;
using Align.Cli.Studies;
using Align.Training.Checkpoints;
using Align.Training.Studies;

namespace Align.Tests.Cli.Studies;

/// <summary>A study whose runs are over at once, as a test says.</summary>
internal sealed class FakeRuns : IRunProcesses, IStudyObserver, IDisposable
{
    public const string StudyText = """
        name: fake
        seeds: [1, 2]
        shared: { warm_start: warm.yaml }
        base: cell.yaml
        arms: { a: {}, b: { stages.0.beta: 0.1 } }
        metrics: { score: { metric: reward } }
        """;

    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("align-runner-");
    private readonly List<string> _commands = [];
    private readonly Lock _gate = new();
    private int _atWork;

    public FakeRuns()
    {
        File.WriteAllText(PathOf("warm.yaml"), "name: warm\nenvironment: { name: arithmetic, operations: [add] }\nstages:\n  - { type: sft, max_steps: 3 }\n");
        File.WriteAllText(PathOf("cell.yaml"), "name: cell\nmodel: { path: \"${warm_start}\" }\nenvironment: { name: arithmetic, operations: [add] }\nrewards: [ { name: exact_match } ]\nstages:\n  - { type: grpo, max_steps: 3, max_completion_length: 5 }\n");
        File.WriteAllText(PathOf("study.yaml"), StudyText);
        Study = new StudyLoader(CompositionRoot.Create().Catalog).LoadFile(PathOf("study.yaml"));
        Directory = new StudyDirectory(PathOf("out"));
    }

    public Study Study { get; }

    public StudyDirectory Directory { get; }

    /// <summary>The exit code of a command line that holds a text; 0 otherwise.</summary>
    public Dictionary<string, int> ExitCodes { get; } = [];

    /// <summary>The command lines, sorted: the order of parallel runs is open.</summary>
    public IReadOnlyList<string> Commands => [.. _commands.Order(StringComparer.Ordinal)];

    public List<StudyEvent> Events { get; } = [];

    public int MostAtWork { get; private set; }

    public Action OnStart { get; set; } = () => { };

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public Task<IReadOnlyList<RunEnd>> RunAsync(int jobs, CancellationToken stop = default)
    {
        _commands.Clear();
        return new StudyRunner(Study, Directory, this, this).RunAsync(jobs, stop);
    }

    async Task<ProcessEnd> IRunProcesses.RunAsync(IReadOnlyList<string> arguments, string terminalFile, Action<string> onLine, CancellationToken stop)
    {
        lock (_gate)
        {
            _commands.Add($"{arguments[0]} {Path.GetRelativePath(Directory.Path, arguments[^1]).Split('.')[0]}");
            MostAtWork = Math.Max(MostAtWork, ++_atWork);
        }
        OnStart();
        onLine("a line");
        await Task.Yield();
        var line = string.Join(' ', arguments);
        var code = ExitCodes.FirstOrDefault(pair => line.Contains(pair.Key, StringComparison.Ordinal)).Value;
        Begin(arguments[^1]);
        if (code == 0 && !stop.IsCancellationRequested)
        {
            Finish(arguments[^1]);
        }
        lock (_gate)
        {
            _atWork--;
        }
        return new ProcessEnd(stop.IsCancellationRequested ? 130 : code, code == 0 ? "" : """{"class":"numerics","code":5,"what":"the loss is NaN","where":"","remedy":""}""");
    }

    void IStudyObserver.OnEvent(StudyEvent studyEvent)
    {
        lock (_gate)
        {
            Events.Add(studyEvent);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Begin(string run) => File.WriteAllText(Path.Combine(run, "config.yaml"), "name: run\n");

    private static void Finish(string run)
    {
        File.WriteAllText(Path.Combine(run, "metrics.jsonl"), "{\"stage\":\"rl\",\"step\":1,\"reward\":0.5}\n");
        new CheckpointStore(Path.Combine(run, "checkpoints"), 1).Save(3, "hash", []);
        File.WriteAllText(Path.Combine(run, "report.json"), "{}");
    }
}
