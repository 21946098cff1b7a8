using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>A preference loss: a pure function of log-probabilities. Its properties are its options, with defaults and ranges; it holds no state.</summary>
/// <remarks>
/// The loss of an optimizer step is the mean of the examples' losses over the whole step: an example is a pair, or one response where the loss
/// is <see cref="LossTraits.Unpaired"/>. A micro-batch's share is the sum of its rows divided by the step's examples, so that the cut changes nothing.
/// </remarks>
public interface IPreferenceLoss
{
    /// <summary>What holds for the loss with these options.</summary>
    LossTraits Traits { get; }

    /// <summary>β of the implicit reward β·log(π_θ/π_ref) that metrics show; β·log π_θ where there is no reference. 1 where the loss has no β.</summary>
    double RewardScale => 1;

    /// <summary>The statistics of a whole optimizer step; asked for only where the loss <see cref="LossTraits.CouplesBatch"/>.</summary>
    /// <param name="step">Every row of the step, without gradients.</param>
    /// <param name="memory">The numbers that the step before left behind (<see cref="StepStatistics.Memory"/>); empty at first. Saved with checkpoints.</param>
    /// <param name="random">A stream of this step's own.</param>
    StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random) => StepStatistics.None;

    /// <summary>The losses of the rows given.</summary>
    /// <param name="batch">A micro-batch, or the whole step.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <param name="statistics">Of the whole step, cut to these rows; <see cref="StepStatistics.None"/> where the loss couples nothing.</param>
    /// <returns>[N], one a pair; unpaired: [N + M], the chosen side first. Gradients flow; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong, or an input that the traits ask for is missing.</exception>
    Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics);
}
