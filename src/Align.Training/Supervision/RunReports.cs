using System.Text.Json;
using Align.Training.Configuration;

namespace Align.Training.Supervision;

/// <summary>Makes and writes the report at the end of a run.</summary>
internal static class RunReports
{
    /// <summary>The report of a finished run.</summary>
    public static RunReport Of(RunConfig config, RunDirectory directory, RunProgress progress) => new(
        config.Name,
        directory.Path,
        progress.Evaluations,
        progress.TokensGenerated,
        [.. progress.PhaseSeconds.Where(phase => phase.Key != "step").OrderByDescending(phase => phase.Value)
            .Select(phase => new PhaseTime(phase.Key, TimeSpan.FromSeconds(phase.Value)))],
        NextSteps(config, directory, progress.TokensGenerated))
    {
        RewardFaults = progress.Faults.Counts,
        Notes =
        [
            .. config.Stages.Index().SelectMany(stage => TuningNote.Of(config.StageName(stage.Index), stage.Item)),
            .. config.Stages.Any(stage => stage.TrainedAdapter is not null)
                ? ["update sparsity: a merged adapter changes every weight of its layers a little; the shares do not compare with those of full training"]
                : Array.Empty<string>(),
        ],
    };

    /// <summary>Writes it as JSON.</summary>
    public static void Write(string path, RunReport report) =>
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(report, RunJson.Options));

    // Nothing is proposed that this run does not have.
    private static string[] NextSteps(RunConfig config, RunDirectory directory, long tokensGenerated)
    {
        string[] read = tokensGenerated > 0 ? [$"read what the policy wrote: {directory.SamplesFile}"] : [];
        if (config.Stages.All(stage => stage is EvaluateStageConfig))
        {
            return read;
        }
        string[] evaluate = config.Stages.Any(stage => stage is EvaluateStageConfig)
            ? [$"repeat the evaluation: ./align eval {directory.Path}"]
            : ["measure what was learned: add a stage of type evaluate"];
        return [.. read, .. evaluate, $"see what another seed does: ./align run {directory.ConfigFile} --set seed={config.Seed + 1}"];
    }
}
