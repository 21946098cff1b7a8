using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's clipped value loss, with its gradient.</summary>
internal static class ValueLossOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var predictions = inputs.Differentiable("vpreds");
        var mask = inputs.Mask("response_mask");
        var aggregation = VerlAggregation.Current(VerlOptions.Mode(inputs, "token-mean"), mask, inputs);
        var terms = ValueLoss.Compute(
            predictions, inputs.Tensor("values"), inputs.Tensor("returns"), mask, inputs.Number("cliprange_value"), aggregation.Type, aggregation.Counts, aggregation.Epsilon);
        comparison.Tensor("loss", terms.Loss);
        comparison.Tensor("grad_vpreds", Gradients.Of(terms.Loss, predictions));
        comparison.Number("clipfrac", terms.ClipFraction(VerlConstants.CountEpsilon));
    }
}
