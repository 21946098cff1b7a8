using System.Collections.Immutable;
using Align.Algorithms.Masking;

namespace Align.Algorithms.Advantages;

/// <summary>Advantages as tensors: every token of a completion gets the completion's advantage, or its own where the estimator gives one a token.</summary>
public static class TokenAdvantages
{
    /// <summary>A[i, t] = A_i where the mask is true, else 0.</summary>
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

    /// <summary>A[i, t] = the t-th number of row i, 0 beyond its end.</summary>
    /// <param name="tokens">One row a completion, one number a token.</param>
    /// <param name="width">T, at least the longest row.</param>
    /// <param name="type">The type of the result.</param>
    /// <param name="device">Where it goes; <see langword="null"/> for the CPU.</param>
    /// <returns>[N, T].</returns>
    /// <exception cref="ArgumentException">A row is longer than the width.</exception>
    public static Tensor Pad(ImmutableArray<ImmutableArray<double>> tokens, long width, ScalarType type, torch.Device? device = null)
    {
        var values = new double[tokens.Length * width];
        for (var row = 0; row < tokens.Length; row++)
        {
            if (tokens[row].Length > width)
            {
                throw new ArgumentException($"Row {row} has {tokens[row].Length} tokens; the width is {width}.", nameof(tokens));
            }
            tokens[row].AsSpan().CopyTo(values.AsSpan((int)(row * width)));
        }
        return torch.tensor(values, [tokens.Length, width], dtype: type, device: device);
    }
}
