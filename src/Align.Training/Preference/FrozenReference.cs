using Align.Algorithms.PolicyLosses;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The frozen policy without its adapters is the reference: no second copy is needed.</summary>
internal sealed class FrozenReference(FrozenPolicy frozen) : IReferenceLogProbs
{
    /// <inheritdoc/>
    public Tensor Of(PreferenceMicroBatch micro) => Live(micro.Batch);

    /// <inheritdoc/>
    public Tensor Live(CompletionBatch batch)
    {
        using var _ = no_grad();
        using var alone = frozen.Policy.WithAdapter(null);
        return ResponseForward.LogProbs(frozen.Policy, batch, new ScoringOptions { ChunkTokens = frozen.LogitsChunkTokens });
    }

    /// <inheritdoc/>
    public Dictionary<string, Tensor> Weights() => frozen.Policy.state_dict();
}
