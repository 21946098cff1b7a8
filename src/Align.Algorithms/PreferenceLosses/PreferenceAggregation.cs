using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>The loss of an optimizer step: Σ_i w_i·ℓ_i / N over its N examples.</summary>
/// <remarks>N belongs to the whole step, so the shares of micro-batches add up to the step's loss, and a short last one weighs no more than its rows.</remarks>
public static class PreferenceAggregation
{
    /// <summary>The share of the rows given.</summary>
    /// <param name="loss">The preference loss.</param>
    /// <param name="batch">A micro-batch, or the whole step.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <param name="statistics">Of the whole step, cut to these rows.</param>
    /// <returns>A scalar; 0 where there is no example. Gradients flow; the caller disposes it.</returns>
    public static Tensor Compute(IPreferenceLoss loss, PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(batch);
        using var losses = loss.PerExample(batch, counts, statistics);
        return Reduce(losses, counts, batch.ExampleWeights);
    }

    /// <summary>The share of losses that are known row by row.</summary>
    /// <param name="losses">ℓ, floating point [N]; gradients flow.</param>
    /// <param name="counts">Of the whole step.</param>
    /// <param name="weights">w, [N], constant; <see langword="null"/> for 1.</param>
    /// <returns>A scalar; 0 where there is no example.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor Reduce(Tensor losses, PreferenceCounts counts, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var shape = Shape.Require(losses, "N");
        using var scope = torch.NewDisposeScope();
        var scale = counts.Examples == 0 ? 0 : 1.0 / counts.Examples;
        if (weights is null)
        {
            return (losses.sum() * scale).MoveToOuterDisposeScope();
        }
        shape.And(weights, "N");
        return ((losses * weights.detach()).sum() * scale).MoveToOuterDisposeScope();
    }
}
