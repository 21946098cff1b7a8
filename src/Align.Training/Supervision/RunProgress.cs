using System.Collections.Immutable;
using Align.Training.Rollouts;

namespace Align.Training.Supervision;

/// <summary>How far a run has come: all that a resumed run needs beside the weights, the optimizer and the resolved configuration.</summary>
/// <param name="Stage">The stage that comes next, or is under way, from 0; the number of stages when all are done.</param>
/// <param name="Step">The next step of that stage, from 0.</param>
/// <param name="RunStep">Training steps of all stages so far; keys the random streams.</param>
/// <param name="StepsDone">Steps of every kind so far, evaluations included; the number under which a checkpoint is saved.</param>
/// <param name="WeightsVersion">Optimizer steps that the weights have seen.</param>
/// <param name="TokensGenerated">Sampled tokens so far, evaluations included.</param>
/// <param name="Evaluations">The tables so far.</param>
/// <param name="PhaseSeconds">Wall-clock seconds by phase so far; not reproducible.</param>
public sealed record RunProgress(
    int Stage,
    long Step,
    long RunStep,
    long StepsDone,
    long WeightsVersion,
    long TokensGenerated,
    ImmutableArray<EvaluationReport> Evaluations,
    ImmutableSortedDictionary<string, double> PhaseSeconds)
{
    /// <summary>Completions that training steps have sampled so far, evaluations left out: <c>num_rollouts</c> in the log.</summary>
    public long Rollouts { get; init; }

    /// <summary>Their tokens: <c>num_tokens</c> in the log.</summary>
    public long RolloutTokens { get; init; }

    /// <summary>What rewards could not judge so far, evaluations included.</summary>
    public RewardFaults Faults { get; init; } = RewardFaults.None;

    /// <summary>What the log says of a step that ended at this progress: the step's own metrics, and what training has sampled so far.</summary>
    internal IReadOnlyDictionary<string, double> LogOf(StepFinished finished) =>
        new Dictionary<string, double>(finished.Metrics) { ["num_tokens"] = RolloutTokens, ["num_rollouts"] = Rollouts };

    /// <summary>The progress after a step.</summary>
    /// <param name="finished">The step.</param>
    /// <param name="trains">Whether it was a training step.</param>
    /// <param name="weightsVersion">The version of the weights after it.</param>
    internal RunProgress After(StepFinished finished, bool trains, long weightsVersion) => this with
    {
        Step = Step + 1,
        RunStep = trains ? RunStep + 1 : RunStep,
        StepsDone = StepsDone + 1,
        WeightsVersion = weightsVersion,
        TokensGenerated = TokensGenerated + finished.TokensGenerated,
        Rollouts = Rollouts + finished.Rollouts,
        RolloutTokens = RolloutTokens + finished.RolloutTokens,
        Faults = Faults.With(finished.Faults),
        Evaluations = finished.Evaluation is { } evaluation ? Evaluations.Add(evaluation) : Evaluations,
        PhaseSeconds = finished.Metrics.Where(metric => metric.Key.StartsWith(PhasePrefix, StringComparison.Ordinal)).Aggregate(
            PhaseSeconds, (phases, metric) => phases.SetItem(metric.Key[PhasePrefix.Length..], phases.GetValueOrDefault(metric.Key[PhasePrefix.Length..]) + metric.Value)),
    };

    private const string PhasePrefix = "timing_s/";

    /// <summary>A run that has not begun.</summary>
    public static RunProgress Start { get; } = new(0, 0, 0, 0, 0, 0, [], ImmutableSortedDictionary<string, double>.Empty);
}
