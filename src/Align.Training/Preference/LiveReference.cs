using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The reference's own forward pass over each micro-batch, for examples that come but once.</summary>
internal sealed class LiveReference(TrainingState state) : IReferenceLogProbs
{
    /// <inheritdoc/>
    public Tensor Of(PreferenceMicroBatch micro)
    {
        using var _ = no_grad();
        return ResponseForward.LogProbs(state.Reference!, micro.Batch);
    }
}
