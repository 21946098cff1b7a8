using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The reference's own forward pass over each micro-batch.</summary>
internal sealed class LiveReference(TrainingState state) : IReferenceLogProbs
{
    /// <inheritdoc/>
    public Tensor Of(PreferenceMicroBatch micro) => Live(micro.Batch);

    /// <inheritdoc/>
    public Tensor Live(CompletionBatch batch)
    {
        using var _ = no_grad();
        return ResponseForward.LogProbs(state.Reference!, batch, new ScoringOptions { ChunkTokens = state.LogitsChunkTokens });
    }

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Weights() => state.Reference!.state_dict();
}
