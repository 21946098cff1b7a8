using Align.Algorithms.Statistics;

namespace Align.Training.Supervision;

/// <summary>Two checkpoints on the same held-out prompts by the same random streams, first − second.</summary>
/// <param name="First">The first run's directory.</param>
/// <param name="FirstStep">Its checkpoint.</param>
/// <param name="Second">The second run's directory.</param>
/// <param name="SecondStep">Its checkpoint.</param>
/// <param name="Prompts">Prompts that were asked.</param>
/// <param name="DroppedPrompts">Prompts left out of what is said of the task: one of the two has a completion there that could not be judged.</param>
/// <param name="Confidence">Coverage of the intervals.</param>
/// <param name="Rows">The measures.</param>
public sealed record EvaluationComparison(
    string First, long FirstStep, string Second, long SecondStep, int Prompts, int DroppedPrompts, double Confidence, IReadOnlyList<ComparedMeasure> Rows);

/// <summary>A measure of both, paired by prompt.</summary>
/// <param name="Measure">Its name, such as <c>pass@1</c>.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="First">The first one's mean over prompts.</param>
/// <param name="Second">The second one's.</param>
/// <param name="Pairs">Prompts that both have.</param>
/// <param name="Difference">First − second, Student's interval of the prompts' differences.</param>
/// <param name="Verdict">What the interval says.</param>
/// <param name="PromptsToSettle">Where it holds 0: prompts that would find the difference seen four times out of five; <see langword="null"/> where 10,000 would not.</param>
public sealed record ComparedMeasure(
    string Measure, EvaluationUnit Unit, double First, double Second, int Pairs, ConfidenceInterval Difference, PairedVerdict Verdict, int? PromptsToSettle);
