namespace Align.Models.Transformers;

/// <summary>Prompts and completions as the learner reads them: prompts padded on the left, completions on the right, so that every completion begins in the same column.</summary>
/// <remarks>The batch owns its tensors.</remarks>
public sealed class CompletionBatch : IDisposable
{
    private CompletionBatch(Tensor ids, Tensor attentionMask, Tensor completionIds, Tensor completionMask)
    {
        Ids = ids;
        AttentionMask = attentionMask;
        CompletionIds = completionIds;
        CompletionMask = completionMask;
    }

    /// <summary>Prompt and completion, int64 [N, P + C].</summary>
    public Tensor Ids { get; }

    /// <summary>True for real tokens, bool [N, P + C].</summary>
    public Tensor AttentionMask { get; }

    /// <summary>The completions alone, int64 [N, C].</summary>
    public Tensor CompletionIds { get; }

    /// <summary>True for real completion tokens, bool [N, C].</summary>
    public Tensor CompletionMask { get; }

    /// <summary>C, the padded length of the completions.</summary>
    public long CompletionLength => CompletionIds.shape[1];

    /// <summary>P, the padded length of the prompts.</summary>
    public long PromptLength => Ids.shape[1] - CompletionLength;

    /// <summary>Pads a batch.</summary>
    /// <param name="sequences">Prompt and completion ids, row by row; no prompt may be empty.</param>
    /// <param name="padTokenId">Fills the rest; any id of the vocabulary.</param>
    /// <param name="promptLength">P; the longest prompt unless given. Give it (and <paramref name="completionLength"/>) where two passes must have the same shape to the bit.</param>
    /// <param name="completionLength">C; the longest completion unless given, and at least 1.</param>
    /// <param name="device">Where the tensors go; <see langword="null"/> for the CPU.</param>
    /// <exception cref="ArgumentException">No rows, an empty prompt, or a row longer than the given length.</exception>
    public static CompletionBatch Create(
        IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Completion)> sequences,
        int padTokenId,
        int? promptLength = null,
        int? completionLength = null,
        torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0) throw new ArgumentException("a batch needs at least one row", nameof(sequences));
        var promptColumns = Columns(sequences.Select(row => row.Prompt.Count), promptLength, "prompt");
        var completionColumns = Columns(sequences.Select(row => row.Completion.Count), completionLength, "completion");
        var (ids, mask) = Fill(sequences, padTokenId, promptColumns, completionColumns);
        using var scope = torch.NewDisposeScope();
        long[] shape = [sequences.Count, promptColumns + completionColumns];
        var idTensor = torch.tensor(ids, shape, device: device);
        var maskTensor = torch.tensor(mask, shape, device: device);
        var completionIds = idTensor.narrow(1, promptColumns, completionColumns).contiguous();
        var completionMask = maskTensor.narrow(1, promptColumns, completionColumns).contiguous();
        return new CompletionBatch(idTensor.DetachFromDisposeScope(), maskTensor.DetachFromDisposeScope(), completionIds.DetachFromDisposeScope(), completionMask.DetachFromDisposeScope());
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Ids.Dispose();
        AttentionMask.Dispose();
        CompletionIds.Dispose();
        CompletionMask.Dispose();
    }

    private static int Columns(IEnumerable<int> lengths, int? wanted, string part)
    {
        var longest = lengths.Max();
        if (part == "prompt" && lengths.Min() == 0) throw new ArgumentException("every row needs a prompt of at least one token");
        if (wanted < longest) throw new ArgumentException($"a {part} has {longest} tokens and the batch was asked to pad to {wanted}");
        return Math.Max(1, wanted ?? longest);
    }

    private static (long[] Ids, bool[] Mask) Fill(IReadOnlyList<(IReadOnlyList<int> Prompt, IReadOnlyList<int> Completion)> sequences, int padTokenId, int promptColumns, int completionColumns)
    {
        var columns = promptColumns + completionColumns;
        var ids = new long[sequences.Count * columns];
        var mask = new bool[ids.Length];
        Array.Fill(ids, padTokenId);
        for (var row = 0; row < sequences.Count; row++)
        {
            var (prompt, completion) = sequences[row];
            var at = (row * columns) + promptColumns - prompt.Count;
            foreach (var id in prompt.Concat(completion))
            {
                ids[at] = id;
                mask[at++] = true;
            }
        }
        return (ids, mask);
    }
}
