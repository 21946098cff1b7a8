using Align.Core;
using Align.Models.Generation;

namespace Align.Training.Rollouts;

/// <summary>The policy's logits are not finite, so that nothing can be sampled: its weights have diverged.</summary>
public sealed class NonFinitePolicyException(NonFiniteLogitsException cause, long weightsVersion)
    : AlignException(
        ExitCode.Numerics,
        cause.Message,
        $"weights version {weightsVersion}",
        "lower learning_rate or max_grad_norm and begin again, or go on from an earlier checkpoint with align resume DIR --step N",
        cause)
{
    /// <summary>The version of the weights that could not be sampled from.</summary>
    public long WeightsVersion { get; } = weightsVersion;
}
