using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Whole recipes, each by its preset: advantages from rewards, then the policy loss and its gradient.</summary>
internal static class RecipeOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        Compare("grpo", "seq-mean-token-mean", inputs, comparison);
        Compare("drgrpo", "dr_grpo", inputs, comparison);
        Compare("dapo", "dapo", inputs, comparison);
        Compare("gspo", "gspo", inputs, comparison);
        Compare("rloo", "rloo", inputs, comparison);
    }

    private static void Compare(string recipe, string preset, VectorInputs inputs, CaseComparison comparison)
    {
        var stage = PresetStages.Of($"verl/{preset}");
        var logProbs = inputs.Differentiable("log_prob");
        var mask = inputs.Mask("response_mask");
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = inputs.Tensor("old_log_prob"),
            Advantages = VerlAdvantages.Expand(stage.Advantage.Estimator.Compute(VerlAdvantages.Batch(inputs)), mask, logProbs.dtype),
            Mask = mask,
        };
        PolicyLossOperations.Compare(recipe, stage.PolicyLoss.Loss, tokens, VerlAggregation.Of(stage, mask, inputs), comparison);
    }
}
