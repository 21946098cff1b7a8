using System.Collections.Immutable;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>All rows of an optimizer step at once, without gradients, for what is measured over the whole of it.</summary>
internal static class WholeStep
{
    /// <summary>Scores every row.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="micros">The step's micro-batches, their reference set.</param>
    /// <param name="scoring">How many logits exist at once.</param>
    /// <returns>Each side's rows in the order of the micro-batches; for the caller's scope.</returns>
    public static PreferenceBatch Score(DecoderTransformer policy, IReadOnlyList<PreferenceMicroBatch> micros, ScoringOptions scoring)
    {
        using var _ = no_grad();
        var parts = micros.Select(micro => micro.Sides(ResponseForward.LogProbs(policy, micro.Batch, scoring))).ToArray();
        return new PreferenceBatch
        {
            Chosen = Joined([.. parts.Select(part => part.Chosen)]),
            Rejected = Joined([.. parts.Select(part => part.Rejected)]),
            RewardMargins = parts.All(part => part.RewardMargins is not null) ? cat([.. parts.Select(part => part.RewardMargins!)]) : null,
        };
    }

    /// <summary>Scores each response of the step under the prompt of the row before: TRL's rule, completions moved on by one, over the whole step.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="state">Tokenizer and device.</param>
    /// <param name="examples">The step's examples: chosen responses come first, then rejected ones, so that no row gets its own prompt's other answer while there are two examples.</param>
    /// <param name="microBatchSize">Rows a forward pass are twice as many, as elsewhere.</param>
    /// <returns>[rows]; for the caller's scope.</returns>
    public static ResponseBatch Mismatched(
        DecoderTransformer policy, IReferenceLogProbs reference, TrainingState state, ImmutableArray<PreferenceExample> examples, int microBatchSize)
    {
        using var _ = no_grad();
        var rows = PreferenceMicroBatch.Rows(examples).ToArray();
        var rotated = rows.Select((row, i) => (row.Prompt, rows[(i + 1) % rows.Length].Response));
        var (logProbs, referenceLogProbs) = (new List<Tensor>(), new List<Tensor>());
        foreach (var chunk in rotated.Chunk(2 * microBatchSize))
        {
            using var batch = PreferenceMicroBatch.CreateRows(chunk, state.Tokenizer.PadTokenId, state.Device);
            logProbs.Add(ResponseForward.LogProbs(policy, batch, new ScoringOptions { ChunkTokens = state.LogitsChunkTokens }));
            referenceLogProbs.Add(reference.Live(batch));
        }
        return new ResponseBatch
        {
            LogProbs = cat(logProbs),
            ReferenceLogProbs = cat(referenceLogProbs),
            Lengths = tensor(rows.Select((_, i) => (long)rows[(i + 1) % rows.Length].Response.Length).ToArray()).to(state.Device),
        };
    }

    private static ResponseBatch Joined(ResponseBatch[] parts) => new()
    {
        LogProbs = cat([.. parts.Select(part => part.LogProbs)]),
        ReferenceLogProbs = parts.All(part => part.ReferenceLogProbs is not null) ? cat([.. parts.Select(part => part.ReferenceLogProbs!)]) : null,
        Lengths = cat([.. parts.Select(part => part.Lengths)]),
    };
}
