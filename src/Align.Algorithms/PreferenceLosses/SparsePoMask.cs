using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>SparsePO's masks over tokens. "simple_all": m = ReLU(Σ_l v_l·ReLU(w_l·x_l + b_l)), x_l = LayerNorm(h_l), one norm for all layers.</summary>
/// <remarks>Christopoulou et al. 2024, arXiv:2410.05102, <c>SimpleMaskAllLayers</c> and <c>SimpleMaskLayer</c>. At least 0, not bounded above. The original's dropout, which its trainer switches off by accident (<c>disable_dropout</c>), is the caller's to give.</remarks>
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
    /// <param name="dropout">Applied to the blocks' activations [L, N, T] and to the mask [N, T]; <see langword="null"/> for none.</param>
    /// <returns>[N, T]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor Compute(Tensor hiddenStates, Tensor normWeight, Tensor normBias, double normEpsilon, Tensor weights, Tensor biases, Tensor mixer, Func<Tensor, Tensor>? dropout = null)
    {
        Shape.Require(hiddenStates, "L N T H").And(normWeight, "H").And(normBias, "H").And(weights, "L H").And(biases, "L").And(mixer, "L");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(normEpsilon);
        using var scope = torch.NewDisposeScope();
        var normed = (Standardized(hiddenStates.detach(), normEpsilon) * normWeight) + normBias;
        var projected = (normed * weights.unsqueeze(1).unsqueeze(1)).sum(-1) + biases.view(-1, 1, 1);
        var mixed = (Dropped(projected.relu(), dropout) * mixer.view(-1, 1, 1)).sum(dim: 0);
        return Dropped(mixed.relu(), dropout).MoveToOuterDisposeScope();
    }

    /// <summary>"simple_last": m = ReLU(w·h + b) of the last block's output, without a norm.</summary>
    /// <param name="hiddenStates">h, floating point [N, T, H]; constant.</param>
    /// <param name="weight">w, [H]; gradients flow to this and the bias.</param>
    /// <param name="bias">b, a scalar.</param>
    /// <param name="dropout">Applied to the mask [N, T]; <see langword="null"/> for none.</param>
    /// <returns>[N, T]; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor OfLastBlock(Tensor hiddenStates, Tensor weight, Tensor bias, Func<Tensor, Tensor>? dropout = null)
    {
        Shape.Require(hiddenStates, "N T H").And(weight, "H").And(bias, "");
        using var scope = torch.NewDisposeScope();
        var projected = (hiddenStates.detach() * weight).sum(-1) + bias;
        return Dropped(projected.relu(), dropout).MoveToOuterDisposeScope();
    }

    private static Tensor Dropped(Tensor activations, Func<Tensor, Tensor>? dropout) => dropout is null ? activations : dropout(activations);

    private static Tensor Standardized(Tensor states, double epsilon)
    {
        var centred = states - states.mean([-1L], keepdim: true);
        var variance = centred.square().mean([-1L], keepdim: true);
        return centred * (variance + epsilon).rsqrt();
    }
}
