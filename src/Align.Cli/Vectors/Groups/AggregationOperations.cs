namespace Align.Cli.Vectors.Groups;

/// <summary>verl's aggregation modes, with gradients where they are recorded.</summary>
internal static class AggregationOperations
{
    public static void Current(VectorInputs inputs, CaseComparison comparison)
    {
        var mask = inputs.Mask("loss_mask");
        foreach (var mode in VerlAggregation.Modes.Where(comparison.Records))
        {
            var losses = inputs.Differentiable("loss_mat");
            var loss = VerlAggregation.Current(mode, mask, inputs).Apply(losses, mask);
            comparison.Tensor($"{mode}|loss", loss);
            comparison.Tensor($"{mode}|grad", Gradients.Of(loss, losses));
        }
    }

    public static void Old(VectorInputs inputs, CaseComparison comparison)
    {
        var mask = inputs.Mask("loss_mask");
        var losses = inputs.Tensor("loss_mat");
        foreach (var mode in VerlAggregation.Modes)
        {
            comparison.Tensor(mode, VerlAggregation.Old(mode, mask).Apply(losses, mask));
        }
    }
}
