namespace Align.Algorithms.Masking;

/// <summary>What an optimizer step's loss is divided by. Counted once for the whole batch of the step, so cutting the batch into micro-batches changes nothing.</summary>
/// <param name="Tokens">Completion tokens that count, over all micro-batches and machines of the step.</param>
/// <param name="Sequences">Completions with at least one such token.</param>
/// <param name="MaxCompletionLength">The constant divisor of <see cref="LossType.DrGrpo"/> and <see cref="LossType.SeqMeanTokenSumNorm"/>: the longest completion that the run allows, in tokens, unless a scale is given.</param>
/// <param name="Ranks">
/// Processes whose gradients are averaged afterwards. The loss is multiplied by it, so that the average is the loss of the whole
/// batch. 1 in one process.
/// </param>
public sealed record BatchCounts(long Tokens, long Sequences, long MaxCompletionLength, int Ranks = 1)
{
    /// <summary>Counts completions by their lengths; those of length 0 (all tokens excluded) are no sequence.</summary>
    /// <param name="lengths">The tokens of each completion that count.</param>
    /// <param name="maxCompletionLength">At least 1.</param>
    public static BatchCounts FromLengths(ReadOnlySpan<int> lengths, long maxCompletionLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCompletionLength, 1);
        long tokens = 0;
        long sequences = 0;
        foreach (var length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            tokens += length;
            sequences += length > 0 ? 1 : 0;
        }
        return new BatchCounts(tokens, sequences, maxCompletionLength);
    }

    /// <summary>Counts the true elements and the rows that have one.</summary>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="maxCompletionLength">At least 1.</param>
    public static BatchCounts FromMask(Tensor mask, long maxCompletionLength)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCompletionLength, 1);
        if (mask.dtype != ScalarType.Bool || mask.dim() != 2)
        {
            throw new ArgumentException($"The mask must be bool [N, T]; it is {mask.dtype} [{string.Join(", ", mask.shape)}].", nameof(mask));
        }
        using var scope = torch.NewDisposeScope();
        var lengths = mask.sum(1).cpu().data<long>().ToArray();
        return FromLengths(Array.ConvertAll(lengths, length => (int)length), maxCompletionLength);
    }
}
