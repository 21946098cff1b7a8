using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>Gives the tokens of responses weights, for losses that read <see cref="Algorithms.PreferenceLosses.ResponseTokens.RewardWeights"/>; may train modules of its own beside the policy.</summary>
internal interface ITokenWeights : IDisposable
{
    /// <summary>What it trains, for the policy's optimizer; empty where nothing.</summary>
    IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>What checkpoints hold of it.</summary>
    IReadOnlyList<IStageMemory> Memories { get; }

    /// <summary>The weights of a micro-batch.</summary>
    /// <param name="reference">The frozen reference, whose hidden states and activations it may read.</param>
    /// <param name="batch">The rows: prompts and responses.</param>
    /// <returns>For the caller's scope; gradients flow to its own parameters.</returns>
    TokenWeightValues Of(DecoderTransformer reference, CompletionBatch batch);

    /// <summary>Adds what it has to show of the step to the metrics.</summary>
    void AddTo(IDictionary<string, double> metrics);
}

/// <summary>Weights of response tokens.</summary>
/// <param name="RewardWeights">m_u, at least 0, [N, T].</param>
/// <param name="KlWeights">m_d, at least 0, [N, T].</param>
/// <param name="Penalty">Added to the loss of the rows, [N] (a chosen row's and a rejected row's add to their pair); <see langword="null"/> for none.</param>
internal sealed record TokenWeightValues(Tensor RewardWeights, Tensor KlWeights, Tensor? Penalty);
