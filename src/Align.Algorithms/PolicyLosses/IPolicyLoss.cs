using Align.Algorithms.Masking;
using Align.Core;

namespace Align.Algorithms.PolicyLosses;

/// <summary>A policy loss: a pure function of token log-probabilities and advantages. Its properties are its options, with defaults and ranges; it holds no state.</summary>
/// <remarks>
/// It gives one number a token; <see cref="LossAggregation"/> makes them the step's loss, divided by the counts of the whole optimizer
/// step, so that the cut into micro-batches changes nothing.
/// </remarks>
public interface IPolicyLoss
{
    /// <summary>What holds for the loss with these options.</summary>
    LossTraits Traits { get; }

    /// <summary>The only aggregation under which the loss is what its paper defines; <see langword="null"/> where the choice is free.</summary>
    LossType? Aggregation => null;

    /// <summary>The statistics of a whole optimizer step; asked for only where the loss <see cref="LossTraits.CouplesBatch"/>.</summary>
    /// <param name="step">Every row of the step under the present policy, without gradients.</param>
    /// <param name="random">A stream of this step's own.</param>
    /// <returns>Constants; the caller disposes their tensors.</returns>
    PolicyStepStatistics Measure(PolicyTokens step, RandomStream random) => PolicyStepStatistics.None;

    /// <summary>The token losses of the rows given.</summary>
    /// <param name="tokens">A micro-batch, or the whole step. The reference and the entropy are not read.</param>
    /// <param name="statistics">Of the whole step, cut to these rows; <see cref="PolicyStepStatistics.None"/> where the loss couples nothing.</param>
    /// <exception cref="ArgumentException">A shape, a type or an option is wrong, or the statistics are missing.</exception>
    PolicyLossTerms Compute(PolicyTokens tokens, PolicyStepStatistics statistics);
}
