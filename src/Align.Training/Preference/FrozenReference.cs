using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The frozen policy without its adapters is the reference: no second copy is needed.</summary>
internal sealed class FrozenReference(FrozenPolicy frozen) : IReferenceLogProbs
{
    /// <inheritdoc/>
    public Tensor Of(PreferenceMicroBatch micro)
    {
        using var _ = no_grad();
        using var alone = frozen.Policy.WithAdapter(null);
        return ResponseForward.LogProbs(frozen.Policy, micro.Batch);
    }
}
