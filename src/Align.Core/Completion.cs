using System.Collections.Immutable;

namespace Align.Core;

/// <summary>One answer of the policy to a prompt, as the sampler produced it.</summary>
/// <param name="PromptId">The <see cref="Prompt.Id"/> that it answers.</param>
/// <param name="SampleIndex">Its place among the prompt's samples of this step, from 0.</param>
/// <param name="TokenIds">The sampled token ids, with the stop token as the last one where generation stopped at one.</param>
/// <param name="Text">The decoded tokens, without the stop token.</param>
/// <param name="LogProbs">One per token: the log-probability in nats under the policy's own distribution at the sampling temperature, before top-k, top-p and min-p.</param>
/// <param name="WeightsVersion">The version of the shared weights that sampled it.</param>
/// <param name="FinishReason">Why generation ended.</param>
public sealed record Completion(
    long PromptId,
    int SampleIndex,
    ImmutableArray<int> TokenIds,
    string Text,
    ImmutableArray<float> LogProbs,
    long WeightsVersion,
    FinishReason FinishReason);

/// <summary>Why generation ended.</summary>
public enum FinishReason
{
    /// <summary>The policy emitted a stop token.</summary>
    Stop,

    /// <summary>The completion reached the token limit; it is cut short, which is not the same as wrong.</summary>
    Length,
}
