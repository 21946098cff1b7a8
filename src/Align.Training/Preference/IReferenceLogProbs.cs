namespace Align.Training.Preference;

/// <summary>Where the reference's log-probabilities of a micro-batch come from.</summary>
internal interface IReferenceLogProbs
{
    /// <summary>Σ_t log π_ref of each row.</summary>
    /// <param name="micro">The rows.</param>
    /// <returns>Nats, [rows], in the model's dtype (float32 at least); the caller disposes it.</returns>
    Tensor Of(PreferenceMicroBatch micro);
}
