using Align.Algorithms.Masking;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's masked sum, mean, variance and whitening.</summary>
internal static class MaskedOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var values = inputs.Tensor("values");
        var mask = inputs.Mask("mask");
        const double epsilon = VerlConstants.CountEpsilon;
        comparison.Tensor("masked_sum", MaskedReduction.Sum(values, mask));
        comparison.Tensor("masked_mean", MaskedReduction.Mean(values, mask, epsilon));
        comparison.Tensor("masked_mean_axis_last", MaskedReduction.Mean(values, mask, dim: -1, epsilon));
        comparison.Tensor("masked_var", MaskedReduction.Variance(values, mask, epsilon));
        comparison.Tensor("masked_whiten", MaskedReduction.Whiten(values, mask, shiftMean: true, mapUnselected: true, epsilon));
        comparison.Tensor("masked_whiten_noshift", MaskedReduction.Whiten(values, mask, shiftMean: false, mapUnselected: true, epsilon));
    }
}
