using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Σ_j λ_j·ℓ_j of several losses of the same rows (TRL's <c>loss_type</c> and <c>loss_weights</c> lists; MPO is one such sum).</summary>
public static class WeightedLossSum
{
    /// <summary>The sum, row by row.</summary>
    /// <param name="losses">λ_j and ℓ_j, floating point [N] each; gradients flow. At least one.</param>
    /// <returns>[N]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no loss, or the shapes or types differ.</exception>
    public static Tensor Compute(IReadOnlyList<(double Weight, Tensor Losses)> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        if (losses.Count == 0)
        {
            throw new ArgumentException("A sum of losses needs at least one.", nameof(losses));
        }
        var shape = Shape.Require(losses[0].Losses, "N");
        using var scope = torch.NewDisposeScope();
        var sum = losses[0].Losses * losses[0].Weight;
        foreach (var (weight, further) in losses.Skip(1))
        {
            shape.And(further, "N");
            sum += further * weight;
        }
        return sum.MoveToOuterDisposeScope();
    }
}
