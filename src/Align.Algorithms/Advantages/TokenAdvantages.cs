using Align.Algorithms.Masking;

namespace Align.Algorithms.Advantages;

/// <summary>Gives every token of a completion the completion's advantage: A[i, t] = A_i where the mask is true, else 0.</summary>
public static class TokenAdvantages
{
    /// <summary>The advantages as a tensor.</summary>
    /// <param name="advantages">One per completion (row of the mask).</param>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="type">The type of the result.</param>
    /// <returns>[N, T] on the mask's device.</returns>
    /// <exception cref="ArgumentException">The mask has another number of rows.</exception>
    public static Tensor Expand(double[] advantages, Tensor mask, ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(advantages);
        ArgumentNullException.ThrowIfNull(mask);
        using var scope = torch.NewDisposeScope();
        var column = torch.tensor(advantages, dtype: type, device: mask.device);
        Shape.Require(column, "N").Mask(mask, "N T");
        return MaskedReduction.Select(column.unsqueeze(1).expand(mask.shape), mask).MoveToOuterDisposeScope();
    }
}
