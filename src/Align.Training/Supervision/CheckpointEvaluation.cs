using System.Text.Json;
using Align.Core;
using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Evaluation;
using Align.Training.Learning;

namespace Align.Training.Supervision;

/// <summary>Repeats the last evaluation of a run with the weights of a checkpoint. Writes under the run's <c>evaluations/</c> and changes nothing else.</summary>
public sealed class CheckpointEvaluation(RunConfig config, RunComponents components, RunDirectory directory, IRunObserver observer, TimeProvider time)
{
    /// <summary>Evaluates.</summary>
    /// <param name="step">Which checkpoint; the newest whole one unless given.</param>
    /// <param name="stop">Cancelled to give up.</param>
    /// <exception cref="AlignException">There is nothing to evaluate, or it failed.</exception>
    public Task<RunReport> RunAsync(long? step, CancellationToken stop)
    {
        var checkpoint = Find(step);
        return EvaluateAsync(Evaluation(), checkpoint, directory.Evaluation(checkpoint.Step), stop);
    }

    /// <summary>Evaluates this run and another one on the same prompts and random streams, those of this run's evaluation and seed, and compares them prompt by prompt.</summary>
    /// <param name="other">The other run, or the same with another checkpoint.</param>
    /// <param name="step">Which checkpoint of this one.</param>
    /// <param name="otherStep">Which of the other.</param>
    /// <param name="stop">Cancelled to give up.</param>
    /// <returns>This run's report and the comparison, which lies beside it as <c>comparison.json</c>.</returns>
    /// <exception cref="AlignException">As for <see cref="RunAsync"/>, or the two are not evaluated alike.</exception>
    public async Task<(RunReport Report, EvaluationComparison Comparison)> CompareAsync(
        CheckpointEvaluation other, long? step, long? otherStep, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(other);
        var evaluation = Evaluation();
        other.RequireEqualEvaluation(evaluation);
        var (mine, theirs) = (Find(step), other.Find(otherStep));
        var place = directory.Evaluation(mine.Step);
        var otherPlace = place.Against;
        var report = await EvaluateAsync(evaluation, mine, place, stop);
        await other.EvaluateAsync(evaluation with { Model = other.Config.Model, Name = other.Config.Name }, theirs, otherPlace, stop);
        var comparison = Compare((EvaluateStageConfig)evaluation.Stages[0], place, otherPlace) with
        {
            First = directory.Path,
            FirstStep = mine.Step,
            Second = other.Directory.Path,
            SecondStep = theirs.Step,
        };
        WholeFile.Write(place.ComparisonFile, JsonSerializer.SerializeToUtf8Bytes(comparison, RunJson.Options));
        return (report, comparison);
    }

    private RunConfig Config => config;

    private RunDirectory Directory => directory;

    // The run's last evaluation alone.
    private RunConfig Evaluation() => EvaluationOf(config) is { } evaluation
        ? evaluation
        : throw new CheckpointException(directory.Path, "the run has no evaluate stage", "begin a run whose configuration has a stage of type evaluate");

    private static RunConfig? EvaluationOf(RunConfig config)
    {
        var index = config.Stages.Index().Where(stage => stage.Item is EvaluateStageConfig).Select(stage => stage.Index).DefaultIfEmpty(-1).Last();
        return index < 0 ? null : config with { Stages = [config.Stages[index] with { Name = config.StageName(index) }] };
    }

    private Checkpoint Find(long? step) => CheckpointChoice.Of(config, directory, observer, step)
        ?? throw new CheckpointException(directory.Path, "the run has no checkpoint yet", "evaluate a run that has one");

    private void RequireEqualEvaluation(RunConfig evaluation)
    {
        // A run without an evaluation of its own is evaluated as the other one is.
        var own = EvaluationOf(config) ?? config with { Stages = evaluation.Stages };
        string[] wanted = Comparable(evaluation), found = Comparable(own);
        if (!wanted.SequenceEqual(found))
        {
            throw new ConfigurationException(directory.Path, [new(
                directory.ConfigFile,
                "",
                $"is not evaluated as the other run is: {string.Join(", ", found.Except(wanted).Take(5))} here, {string.Join(", ", wanted.Except(found).Take(5))} there",
                Remedy: "compare runs with the same environment, rewards and last evaluate stage")]);
        }
    }

    // What the prompts, the verdicts and the figures depend on, beside weights and seed, line by line.
    private static string[] Comparable(RunConfig evaluation) =>
    [
        .. RunConfigWriter.Write(evaluation with
        {
            Name = "any",
            Seed = 0,
            OutputDir = "any",
            Model = new ModelConfig(),
            Runtime = new RuntimeConfig(),
            Checkpoint = new CheckpointConfig(),
            Logging = new LoggingConfig(),
            Stages = [evaluation.Stages[0] with { Name = null }],
        }).Split('\n').Select(line => line.Trim()),
    ];

    private async Task<RunReport> EvaluateAsync(RunConfig evaluation, Checkpoint checkpoint, RunDirectory place, CancellationToken stop)
    {
        using var taken = RunLock.Take(place);
        using var state = TrainingStateFactory.Create(evaluation, components.Environment);
        CheckpointContents.RestoreWeights(checkpoint, state);
        return await new RunLauncher(evaluation, components, place, observer, time).OnceAsync(state, RunData.Load(evaluation, components), stop);
    }

    private static EvaluationComparison Compare(EvaluateStageConfig config, RunDirectory first, RunDirectory second)
    {
        var (mine, theirs) = (EvaluationFile.Read(first.EvaluatedPrompts(config.Name!)), EvaluationFile.Read(second.EvaluatedPrompts(config.Name!)));
        var dropped = mine.Zip(theirs).Count(pair => pair.First.Correct is null || pair.Second.Correct is null);
        return new EvaluationComparison("", 0, "", 0, mine.Count, dropped, config.Confidence, PairedEvaluation.Of(mine, theirs, config));
    }
}
