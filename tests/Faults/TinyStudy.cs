using System.Globalization;
using System.Text.Json.Nodes;
using Align.Training.Checkpoints;

namespace Align.Tests.Faults;

/// <summary>A study of a few seconds: two arms, two seeds, a shared warm start.</summary>
internal sealed class TinyStudy : IDisposable
{
    private const string Model = "{ preset: tiny, overrides: { hidden_size: 16, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1, intermediate_size: 32, max_position_embeddings: 32 } }";

    private const string Warm = $$"""
        name: warm
        model: {{Model}}
        environment: { name: arithmetic, operations: [add], min_digits: 1, max_digits: 1 }
        checkpoint: { every_steps: 2 }
        stages:
          - { type: sft, max_steps: 12, per_step_examples: 16, micro_batch_size: 16, learning_rate: 5e-3 }
        """;

    private const string Cell = """
        name: cell
        model: { path: "${warm_start}" }
        environment: { name: arithmetic, operations: [add], min_digits: 1, max_digits: 1 }
        rewards: [ { name: exact_match } ]
        checkpoint: { every_steps: 2 }
        stages:
          - { type: grpo, name: rl, entropy_coef: 0.01, max_steps: 8, per_step_prompts: 4, num_generations: 4, micro_batch_size: 16, max_completion_length: 3 }
          - { type: evaluate, name: after, num_prompts: 12, num_generations: 4, pass_at_k: [1], max_completion_length: 3 }
        """;

    private const string Study = """
        name: tiny
        seeds: [3, 4]
        shared: { warm_start: warm.yaml }
        base: cell.yaml
        arms:
          group: {}
          plain: { stages.0.learning_rate: 5e-3 }
        metrics:
          pass@1: { metric: eval/pass@1, direction: higher }
          entropy: { metric: entropy, stage: rl, reduce: mean, last_steps: 3 }
        compare: [[plain, group]]
        plots:
          - { kind: line, y: entropy }
          - { kind: scatter, x: entropy, y: pass@1 }
          - { kind: bar, y: entropy }
        jobs: 2
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("align-tiny-study-").FullName;

    public TinyStudy()
    {
        File.WriteAllText(Path.Combine(_root, "warm.yaml"), Warm);
        File.WriteAllText(Path.Combine(_root, "cell.yaml"), Cell);
        File.WriteAllText(Path.Combine(_root, "study.yaml"), Study);
    }

    public string Output => Path.Combine(_root, "out");

    public string Results => Path.Combine(Output, "results");

    /// <summary>Runs that are complete.</summary>
    public int Finished => Directory.Exists(Output) ? Directory.EnumerateFiles(Output, "report.json", SearchOption.AllDirectories).Count() : 0;

    /// <param name="faultPoint">Where each run sends itself a signal; see <c>FaultPoint</c>.</param>
    public RunProcess Start(string faultPoint = "") => RunProcess.Start(
        new Dictionary<string, string> { [FaultPoint.Variable] = faultPoint }, "study", Path.Combine(_root, "study.yaml"), "--output", Output);

    /// <summary>Waits until a run of an arm has logged a step.</summary>
    public async Task WaitForCellsAsync(RunProcess process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!process.HasExited && Logs().All(log => log.Contains("/warm_start/", StringComparison.Ordinal)))
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>The result files by name.</summary>
    public SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Results, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(Results, path), File.ReadAllText),
        StringComparer.Ordinal);

    /// <summary>The logged values of a metric in the one run of an arm and a seed.</summary>
    public double[] Logged(string arm, int seed, string metric)
    {
        var log = Logs().Single(path => path.Contains(string.Create(CultureInfo.InvariantCulture, $"/{arm}/seed-{seed}."), StringComparison.Ordinal));
        return [.. File.ReadLines(log).Select(line => JsonNode.Parse(line)![metric]).OfType<JsonNode>().Select(value => value.GetValue<double>())];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IEnumerable<string> Logs() => Directory.Exists(Output)
        ? Directory.EnumerateFiles(Output, "metrics.jsonl", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 0)
        : [];
}
