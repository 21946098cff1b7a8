using Align.Training.Evaluation;
using Align.Training.Rollouts;

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

    /// <summary>How many completions each reward could not judge, by kind; empty where all were judged.</summary>
    public IReadOnlyList<RewardFaultCount> RewardFaults { get; init; } = [];

    /// <summary>Which share of the weights is what it was at the run's start: all, all but embeddings, then each kind of layer. Empty where no stage trains.</summary>
    public IReadOnlyList<UpdateSparsity> UpdateSparsity { get; init; } = [];
}

/// <summary>The figures of one evaluate stage.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Confidence">Coverage of the intervals, such as 0.95.</param>
/// <param name="Rows">The figures.</param>
public sealed record EvaluationReport(string Stage, double Confidence, IReadOnlyList<EvaluationRow> Rows)
{
    /// <summary>Prompts left out because a completion of theirs could not be judged.</summary>
    public int DroppedPrompts { get; init; }

    /// <summary>Completions at which the task's reward threw when it was asked for the answer; they vote for nothing.</summary>
    public int ExtractorFaults { get; init; }

    /// <summary>The reward that says whether a completion is correct: the first configured one, without its weight. <c>reward</c> is the weighted sum of all.</summary>
    public string TaskMetric { get; init; } = "";

    /// <summary>Tokens that were sampled.</summary>
    public long Tokens { get; init; }

    /// <summary>The same of parts of the prompts: by difficulty, easiest first, and by category.</summary>
    public IReadOnlyList<EvaluationPart> Breakdown { get; init; } = [];
}

/// <summary>The figures of some prompts of an evaluation.</summary>
/// <param name="By">What the prompts have in common: <c>difficulty</c> or <c>category</c>.</param>
/// <param name="Name">Which part, as metrics name it: the bucket's number from 1, or the category in lower-case letters, digits and '_'.</param>
/// <param name="Prompts">How many prompts.</param>
/// <param name="Rows">Their figures.</param>
public sealed record EvaluationPart(string By, string Name, int Prompts, IReadOnlyList<EvaluationRow> Rows)
{
    /// <summary>The part in words, such as <c>0.25 to 0.5</c>.</summary>
    public string Label { get; init; } = "";
}

/// <summary>How long a phase took in all.</summary>
/// <param name="Phase">The phase's name.</param>
/// <param name="Duration">Wall-clock time.</param>
public sealed record PhaseTime(string Phase, TimeSpan Duration);
