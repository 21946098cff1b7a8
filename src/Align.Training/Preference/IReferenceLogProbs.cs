using Align.Models.Transformers;

namespace Align.Training.Preference;

/// <summary>Where the reference's log-probabilities of a micro-batch come from.</summary>
internal interface IReferenceLogProbs
{
    /// <summary>Σ_t log π_ref of each row.</summary>
    /// <param name="micro">The rows.</param>
    /// <returns>Nats, [rows], in the model's dtype (float32 at least); the caller disposes it.</returns>
    Tensor Of(PreferenceMicroBatch micro);

    /// <summary>Σ_t log π_ref of rows that belong to no example, by a forward pass.</summary>
    /// <param name="batch">Prompts and responses.</param>
    /// <returns>Nats, [rows]; the caller disposes it.</returns>
    Tensor Live(CompletionBatch batch);

    /// <summary>The weights that the scores come from, by name.</summary>
    Dictionary<string, Tensor> Weights();
}
