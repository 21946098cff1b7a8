using Align.Models.Transformers.Activations;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>Gives the tokens of responses weights, for losses that read <see cref="Algorithms.PreferenceLosses.ResponseTokens.RewardWeights"/>; may train modules of its own beside the policy.</summary>
internal interface ITokenWeights : IDisposable
{
    /// <summary>What it trains, for the policy's optimizer; empty where nothing.</summary>
    IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>What checkpoints hold of it.</summary>
    IReadOnlyList<IStageMemory> Memories { get; }

    /// <summary>A recorder for the reference's pass over one micro-batch; <see langword="null"/> where nothing of it is read.</summary>
    ActivationRecorder? CreateRecorder();

    /// <summary>The weights of a micro-batch.</summary>
    /// <param name="micro">The rows.</param>
    /// <param name="reference">What the reference's pass over these rows left in the recorder.</param>
    /// <param name="trainingStep">The run's step, which keys noise; <see langword="null"/> outside training, where there is none.</param>
    /// <returns>For the caller's scope; gradients flow to its own parameters.</returns>
    TokenWeightValues Of(PreferenceMicroBatch micro, ActivationRecorder? reference, long? trainingStep);
}

/// <summary>Weights of response tokens.</summary>
/// <param name="Reward">m_u, at least 0, [N, T].</param>
/// <param name="Kl">m_d, at least 0, [N, T]; <see langword="null"/> where the two are one.</param>
internal sealed record TokenWeightValues(Tensor Reward, Tensor? Kl);
