using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>SparsePO's mask "simple_all": m = ReLU(Σ_l v_l·ReLU(w_l·x_l + b_l)), x_l = LayerNorm(h_l), one norm for all layers.</summary>
/// <remarks>Christopoulou et al. 2024, arXiv:2410.05102, <c>SimpleMaskAllLayers</c> without its dropout, which its trainer switches off. At least 0, not bounded above.</remarks>
public static class SparsePoMask
{
    /// <summary>The weight of each position.</summary>
    /// <param name="hiddenStates">h, the outputs of the reference model's blocks 1 to L, floating point [L, N, T, H]; constant.</param>
    /// <param name="normWeight">[H]; gradients flow to this and all following parameters.</param>
    /// <param name="normBias">[H].</param>
    /// <param name="normEpsilon">Added to the variance; above 0.</param>
    /// <param name="weights">w, [L, H].</param>
    /// <param name="biases">b, [L].</param>
    /// <param name="mixer">v, [L].</param>
    /// <returns>[N, T]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor Compute(Tensor hiddenStates, Tensor normWeight, Tensor normBias, double normEpsilon, Tensor weights, Tensor biases, Tensor mixer)
    {
        Shape.Require(hiddenStates, "L N T H").And(normWeight, "H").And(normBias, "H").And(weights, "L H").And(biases, "L").And(mixer, "L");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(normEpsilon);
        using var scope = torch.NewDisposeScope();
        var normed = (Standardized(hiddenStates.detach(), normEpsilon) * normWeight) + normBias;
        var projected = (normed * weights.unsqueeze(1).unsqueeze(1)).sum(-1) + biases.view(-1, 1, 1);
        var mixed = (projected.relu() * mixer.view(-1, 1, 1)).sum(dim: 0);
        return mixed.relu().MoveToOuterDisposeScope();
    }

    private static Tensor Standardized(Tensor states, double epsilon)
    {
        var centred = states - states.mean([-1L], keepdim: true);
        var variance = centred.square().mean([-1L], keepdim: true);
        return centred * (variance + epsilon).rsqrt();
    }
}
