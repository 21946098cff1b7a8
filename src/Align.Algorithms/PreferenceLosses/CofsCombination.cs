using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>COFS-DPO: one weight change from the fast modules of several domains, ΔW = Σ_k c_k·s·B_k·A_k.</summary>
/// <remarks>
/// Qi et al. 2024, arXiv:2406.05534, "linear combinations of fast modules' parameters". Combining the changes is exact and linear in c; combining the
/// factors (<see cref="FactorDelta"/>, as LoraHub does) adds cross terms c_i·c_j·B_i·A_j and is quadratic in c.
/// </remarks>
public static class CofsCombination
{
    /// <summary>One adapter of rank K·r whose product is the exact combination: A' = (A_1; …; A_K), B' = (c_1·B_1, …, c_K·B_K).</summary>
    /// <param name="down">A, floating point [K, R, I].</param>
    /// <param name="up">B, [K, O, R].</param>
    /// <param name="coefficients">c, [K]; gradients flow.</param>
    /// <returns>A' [K·R, I] and B' [O, K·R]; the caller disposes them.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static (Tensor Down, Tensor Up) Concatenate(Tensor down, Tensor up, Tensor coefficients)
    {
        Shape.Require(down, "K R I").And(up, "K O R").And(coefficients, "K");
        using var scope = torch.NewDisposeScope();
        var rank = down.shape[0] * down.shape[1];
        var wide = (up * coefficients.view(-1, 1, 1)).permute(1, 0, 2).reshape(up.shape[1], rank);
        return (down.reshape(rank, down.shape[2]).MoveToOuterDisposeScope(), wide.MoveToOuterDisposeScope());
    }

    /// <summary>ΔW = s·Σ_k c_k·B_k·A_k, the exact combination, [O, I].</summary>
    /// <param name="down">A, floating point [K, R, I].</param>
    /// <param name="up">B, [K, O, R].</param>
    /// <param name="coefficients">c, [K]; gradients flow.</param>
    /// <param name="scale">s, the adapters' α/r.</param>
    public static Tensor LinearDelta(Tensor down, Tensor up, Tensor coefficients, double scale)
    {
        using var scope = torch.NewDisposeScope();
        var (tall, wide) = Concatenate(down, up, coefficients);
        return (wide.matmul(tall) * scale).MoveToOuterDisposeScope();
    }

    /// <summary>ΔW = s·(Σ_k c_k·B_k)·(Σ_k c_k·A_k), the combination of factors, [O, I].</summary>
    /// <inheritdoc cref="LinearDelta"/>
    public static Tensor FactorDelta(Tensor down, Tensor up, Tensor coefficients, double scale)
    {
        Shape.Require(down, "K R I").And(up, "K O R").And(coefficients, "K");
        using var scope = torch.NewDisposeScope();
        var weights = coefficients.view(-1, 1, 1);
        return ((up * weights).sum(dim: 0).matmul((down * weights).sum(dim: 0)) * scale).MoveToOuterDisposeScope();
    }
}
