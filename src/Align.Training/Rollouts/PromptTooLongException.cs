using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>A prompt and its completion do not fit into the model's context; nothing is ever shortened silently.</summary>
public sealed class PromptTooLongException(long promptId, int promptTokens, int maxCompletionLength, int maxPositions)
    : AlignException(
        ExitCode.Data,
        $"prompt {promptId} has {promptTokens} tokens, and with max_completion_length {maxCompletionLength} it exceeds the model's {maxPositions} positions",
        $"prompt {promptId}",
        "lower max_completion_length, shorten the prompts, or use a model with more positions")
{
    /// <summary>The prompt.</summary>
    public long PromptId { get; } = promptId;
}
