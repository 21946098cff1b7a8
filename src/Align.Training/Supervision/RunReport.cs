namespace Align.Training.Supervision;

/// <summary>What a run came to; the last thing that its terminal shows.</summary>
/// <param name="Name">The run's name.</param>
/// <param name="Directory">Where the run lies.</param>
/// <param name="Evaluations">The evaluations in order, by stage name.</param>
/// <param name="TokensGenerated">Completion tokens sampled in the whole run, evaluations included.</param>
/// <param name="TimeByPhase">Wall-clock time of each phase (rollout, reward, update, evaluation, checkpoint …), longest first or in order of the flow.</param>
/// <param name="NextSteps">What to try next, one sentence each.</param>
public sealed record RunReport(
    string Name,
    string Directory,
    IReadOnlyList<EvaluationReport> Evaluations,
    long TokensGenerated,
    IReadOnlyList<PhaseTime> TimeByPhase,
    IReadOnlyList<string> NextSteps)
{
    /// <summary>What a reader of the numbers must know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The figures of one evaluate stage.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Confidence">Coverage of the intervals, such as 0.95.</param>
/// <param name="Rows">The figures.</param>
public sealed record EvaluationReport(string Stage, double Confidence, IReadOnlyList<EvaluationRow> Rows)
{
    /// <summary>Prompts left out because a completion of theirs could not be judged.</summary>
    public int DroppedPrompts { get; init; }
}

/// <summary>How long a phase took in all.</summary>
/// <param name="Phase">The phase's name.</param>
/// <param name="Duration">Wall-clock time.</param>
public sealed record PhaseTime(string Phase, TimeSpan Duration);
