using System.Globalization;
using System.Text.Json;

namespace Align.Training.Supervision;

/// <summary>Where a run keeps its files. The layout is part of the run format.</summary>
/// <param name="Path">The directory.</param>
public sealed record RunDirectory(string Path)
{
    /// <summary>The resolved configuration, all defaults written out.</summary>
    public string ConfigFile => In("config.yaml");

    /// <summary>One JSON object a step.</summary>
    public string MetricsFile => In("metrics.jsonl");

    /// <summary>Completions worth a look, one JSON object each.</summary>
    public string SamplesFile => In("samples.jsonl");

    /// <summary>Versions, machine and threads of each start.</summary>
    public string EnvironmentFile => In("environment.jsonl");

    /// <summary>The checkpoints, <c>step-000123</c> each.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>The final report.</summary>
    public string ReportFile => In("report.json");

    /// <summary>Weights of tokens at the end of stages that have them: <c>STAGE.jsonl</c> and <c>STAGE.svg</c>.</summary>
    public string TokenMasks => In("token_masks");

    /// <summary>Batches that could not be trained on.</summary>
    public string Replays => In("replay");

    /// <summary>The reward model of a finished reward_model stage: a model directory.</summary>
    public string RewardModel(string stage) => System.IO.Path.Combine(Path, "reward_models", stage);

    /// <summary>Reference scores that a preference stage computed beforehand.</summary>
    public string ReferenceScores(string stage) => System.IO.Path.Combine(Path, "reference", $"{stage}.safetensors");

    /// <summary>Histograms of a preference stage's reward margins and weights.</summary>
    public string RewardMargins(string stage) => In($"reward_margins-{stage}.json");

    /// <summary>Held by the process that is at work on the run; empty.</summary>
    public string LockFile => In("run.lock");

    /// <summary>Whether a new run can begin here: there is nothing, or only what a start leaves that was cut short.</summary>
    public bool IsFree => !File.Exists(Path) && (!Directory.Exists(Path)
        || Directory.EnumerateFileSystemEntries(Path).All(entry => entry == LockFile || entry == WholeFile.UnfinishedPathOf(ConfigFile)));

    /// <summary>Where <c>align eval</c> puts what it finds of a checkpoint.</summary>
    public RunDirectory Evaluation(long step) =>
        new(System.IO.Path.Combine(Path, "evaluations", string.Create(CultureInfo.InvariantCulture, $"step-{step:000000}")));

    /// <summary>Beside an evaluation, where <c>align eval --against</c> puts what it finds of the other run.</summary>
    public RunDirectory Against => new(In("against"));

    /// <summary>Beside an evaluation, the comparison with the other run.</summary>
    public string ComparisonFile => In("comparison.json");

    /// <summary>What an evaluate stage found at each prompt.</summary>
    public string EvaluatedPrompts(string stage) => System.IO.Path.Combine(Path, "evaluations", $"{stage}.jsonl");

    /// <summary>Writes a training batch for replay and returns its path.</summary>
    internal string WriteReplay(long runStep, object lesson)
    {
        Directory.CreateDirectory(Replays);
        var path = System.IO.Path.Combine(Replays, string.Create(CultureInfo.InvariantCulture, $"step-{runStep:000000}.json"));
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(lesson, lesson.GetType(), RunJson.Options));
        return path;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
