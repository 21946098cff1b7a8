using System.Globalization;
using Align.Tests.Training.Configuration;
using Align.Training.Configuration;
using Align.Training.Metrics;
using Align.Training.Studies;

namespace Align.Tests.Training.Studies;

/// <summary>A folder with a study's files.</summary>
internal sealed class StudyFolder : IDisposable
{
    public const string Cell = """
        name: cell
        model: { path: "${warm_start}" }
        environment: { name: arithmetic, operations: [add] }
        rewards: [ { name: exact_match } ]
        stages:
          - { type: grpo, name: rl, max_steps: 5, per_step_prompts: 8, num_generations: 4, max_completion_length: 5 }
          - { type: evaluate, name: after, num_prompts: 16, max_completion_length: 5 }
        """;

    public const string Warm = """
        name: warm
        environment: { name: arithmetic, operations: [add] }
        stages:
          - { type: sft, max_steps: 10 }
        """;

    public const string Study = """
        name: losses
        seeds: [1, 2, 3]
        shared: { warm_start: warm.yaml }
        base: cell.yaml
        arms:
          grpo: {}
          other: { stages.0.loss_type: dr_grpo }
        metrics:
          score: { metric: eval/pass@1, stage: after, direction: higher }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("align-study-");

    public StudyFolder()
    {
        Write("cell.yaml", Cell);
        Write("warm.yaml", Warm);
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public Study Load(string text, bool tuning = false) => new StudyLoader(ConfigurationFixture.Catalog).LoadText(text, PathOf("study.yaml"), tuning);

    public IReadOnlyList<string> ProblemsOf(string text, bool tuning = false) =>
        [.. Assert.Throws<ConfigurationException>(() => Load(text, tuning)).Problems.Select(problem => problem.ToString().Replace(_folder.FullName + "/", "", StringComparison.Ordinal))];

    /// <summary>A line of a log; the metrics are name and value in turn.</summary>
    public static MetricsRecord Line(string stage, long step, params object[] metrics) => new(
        stage,
        step,
        [.. metrics.Chunk(2).Select(pair => KeyValuePair.Create((string)pair[0], Convert.ToDouble(pair[1], CultureInfo.InvariantCulture)))]);

    public void Dispose() => _folder.Delete(recursive: true);
}
