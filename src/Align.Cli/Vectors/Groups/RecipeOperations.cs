using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Whole recipes: advantages from rewards, then the clipped loss and its gradient.</summary>
internal static class RecipeOperations
{
    private static readonly PolicyClip Symmetric = new(0.2, 0.2, 3);
    private static readonly PolicyClip ClipHigher = new(0.2, 0.28, 10);

    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        Compare("grpo", AdvantageOperations.Grpo(inputs, 0, scaled: true), Symmetric, "seq-mean-token-mean", inputs, comparison);
        Compare("drgrpo", AdvantageOperations.Grpo(inputs, 0, scaled: false), Symmetric, "seq-mean-token-sum-norm", inputs, comparison);
        Compare("dapo", AdvantageOperations.Grpo(inputs, 0, scaled: true), ClipHigher, "token-mean", inputs, comparison);
        Compare("rloo", AdvantageOperations.Rloo(inputs, SingletonAdvantage.RawReward), Symmetric, "token-mean", inputs, comparison);
    }

    private static void Compare(
        string recipe, double[] advantages, PolicyClip clip, string mode, VectorInputs inputs, CaseComparison comparison)
    {
        var logProbs = inputs.Differentiable("log_prob");
        var mask = inputs.Mask("response_mask");
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = inputs.Tensor("old_log_prob"),
            Advantages = TokenAdvantages.Expand(advantages, mask, logProbs.dtype),
            Mask = mask,
        };
        PolicyLossOperations.Compare(recipe, tokens, clip, VerlAggregation.Current(mode, mask, inputs), comparison);
    }
}
