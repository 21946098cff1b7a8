namespace Align.Algorithms.Masking;

/// <summary>Turns token losses into the step's loss, or into one micro-batch's share of it.</summary>
/// <remarks>
/// Each form is a sum over the selected tokens times a constant that depends on the whole step only (<see cref="BatchCounts"/>) and,
/// for <see cref="LossType.Grpo"/>, on the token's own sequence. The shares of micro-batches therefore add up to the loss of the batch.
/// <para>verl's modes are the same forms with these counts:</para>
/// <list type="table">
/// <item><term>token-mean</term><description><see cref="LossType.Dapo"/>.</description></item>
/// <item><term>seq-mean-token-mean</term><description><see cref="LossType.Grpo"/>.</description></item>
/// <item><term>seq-mean-token-sum</term><description><see cref="LossType.SeqMeanTokenSum"/>.</description></item>
/// <item><term>seq-mean-token-sum-norm</term><description><see cref="LossType.SeqMeanTokenSumNorm"/> with verl's scale (default: the padded length) as length.</description></item>
/// </list>
/// <para>
/// Differs from verl: its trainers take the counts of each micro-batch, which weighs tokens by the cut; older versions count empty
/// sequences (<see cref="BatchCounts.Sequences"/> can say so), and some forms add 1e-8 to the token count (<c>denominatorEpsilon</c>).
/// </para>
/// </remarks>
public static class LossAggregation
{
    /// <summary>The loss of the tokens given, as a share of the step's loss.</summary>
    /// <param name="tokenLosses">ℓ, one per token, floating point [N, T]; gradients flow.</param>
    /// <param name="mask">bool [N, T], true where a token counts.</param>
    /// <param name="type">The form.</param>
    /// <param name="counts">Of the whole optimizer step, not of the micro-batch.</param>
    /// <param name="denominatorEpsilon">Added to the token counts that divide; 0 by default, 1e-8 in parts of verl.</param>
    /// <returns>A scalar; 0 when nothing is selected.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong, or a count is negative.</exception>
    public static Tensor Compute(Tensor tokenLosses, Tensor mask, LossType type, BatchCounts counts, double denominatorEpsilon = 0)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Shape.Require(tokenLosses, "N T").Mask(mask, "N T");
        using var scope = torch.NewDisposeScope();
        var sum = type == LossType.Grpo
            ? MaskedReduction.Mean(tokenLosses, mask, dim: 1, denominatorEpsilon).sum()
            : MaskedReduction.Sum(tokenLosses, mask);
        return (sum * Scale(type, counts, denominatorEpsilon)).MoveToOuterDisposeScope();
    }

    private static double Scale(LossType type, BatchCounts counts, double epsilon)
    {
        var divisor = type switch
        {
            LossType.Grpo => counts.Sequences,
            LossType.DrGrpo => (double)counts.Sequences * counts.MaxCompletionLength,
            LossType.Dapo or LossType.Bnpo => counts.Tokens,
            LossType.SeqMeanTokenSum => counts.Sequences,
            LossType.SeqMeanTokenSumNorm => counts.MaxCompletionLength,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown loss type."),
        };
        ArgumentOutOfRangeException.ThrowIfNegative(divisor, nameof(counts));
        var shift = type is LossType.Dapo or LossType.Bnpo ? epsilon : 0;
        return divisor == 0 ? 0 : counts.Ranks / (divisor + shift);
    }
}
