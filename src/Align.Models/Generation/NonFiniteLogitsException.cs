namespace Align.Models.Generation;

/// <summary>The model gave a NaN or no finite logit at all: its weights are broken, and no token can be drawn.</summary>
public sealed class NonFiniteLogitsException : ArithmeticException
{
    /// <summary>A refusal to sample.</summary>
    /// <param name="promptId">The prompt.</param>
    /// <param name="sampleIndex">The sample of the prompt.</param>
    /// <param name="position">The completion's token that was to be drawn, from 0.</param>
    public NonFiniteLogitsException(long promptId, int sampleIndex, int position)
        : base($"the model's logits for token {position} of sample {sampleIndex} of prompt {promptId} are not finite; its weights hold NaN or infinities, or have diverged")
    {
        PromptId = promptId;
        SampleIndex = sampleIndex;
        Position = position;
    }

    /// <summary>The prompt.</summary>
    public long PromptId { get; }

    /// <summary>The sample of the prompt.</summary>
    public int SampleIndex { get; }

    /// <summary>The completion's token that was to be drawn, from 0.</summary>
    public int Position { get; }
}
