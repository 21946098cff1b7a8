using Align.Core;

namespace Align.Training.Metrics;

/// <summary>A completion that is kept for reading: one line of <c>samples.jsonl</c>.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Step">The step of the stage that it was sampled for.</param>
/// <param name="PromptId">The prompt's identity.</param>
/// <param name="SampleIndex">Its place among the prompt's samples.</param>
/// <param name="Prompt">What was asked.</param>
/// <param name="Completion">What the policy answered.</param>
/// <param name="Answer">The gold answer; <see langword="null"/> where there is none.</param>
/// <param name="Reward">The weighted reward; <see langword="null"/> where the completion could not be judged.</param>
/// <param name="FinishReason">Why generation ended.</param>
/// <param name="WeightsVersion">The version of the weights that sampled it.</param>
public sealed record SampleRecord(
    string Stage,
    long Step,
    long PromptId,
    int SampleIndex,
    string Prompt,
    string Completion,
    string? Answer,
    double? Reward,
    FinishReason FinishReason,
    long WeightsVersion);
