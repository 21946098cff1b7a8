using Align.Algorithms.PreferenceLosses;
using Align.Models.Transformers;

namespace Align.Training.Preference;

/// <summary>All rows of an optimizer step at once, without gradients, for what is measured over the whole of it.</summary>
internal static class WholeStep
{
    /// <summary>Scores every row.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="micros">The step's micro-batches, their reference set.</param>
    /// <returns>Each side's rows in the order of the micro-batches; for the caller's scope.</returns>
    public static PreferenceBatch Score(DecoderTransformer policy, IReadOnlyList<PreferenceMicroBatch> micros)
    {
        using var _ = no_grad();
        var parts = micros.Select(micro => micro.Sides(ResponseForward.LogProbs(policy, micro.Batch))).ToArray();
        return new PreferenceBatch
        {
            Chosen = Joined([.. parts.Select(part => part.Chosen)]),
            Rejected = Joined([.. parts.Select(part => part.Rejected)]),
        };
    }

    private static ResponseBatch Joined(ResponseBatch[] parts) => new()
    {
        LogProbs = cat([.. parts.Select(part => part.LogProbs)]),
        ReferenceLogProbs = parts.All(part => part.ReferenceLogProbs is not null) ? cat([.. parts.Select(part => part.ReferenceLogProbs!)]) : null,
        Lengths = cat([.. parts.Select(part => part.Lengths)]),
    };
}
