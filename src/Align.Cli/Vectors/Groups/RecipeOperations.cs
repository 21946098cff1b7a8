using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Whole recipes: advantages from rewards, then the policy loss and its gradient.</summary>
internal static class RecipeOperations
{
    private static readonly GrpoAdvantage Scaled = new() { Singleton = SingletonAdvantage.RawReward };
    private static readonly ClippedPolicyLoss Symmetric = new() { Delta = 3 };
    private static readonly ClippedPolicyLoss ClipHigher = new() { EpsilonHigh = 0.28, Delta = 10 };

    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        Compare("grpo", Scaled, Symmetric, "seq-mean-token-mean", inputs, comparison);
        Compare("drgrpo", Scaled with { ScaleRewards = RewardScaling.None }, Symmetric, "seq-mean-token-sum-norm", inputs, comparison);
        Compare("dapo", Scaled, ClipHigher, "token-mean", inputs, comparison);
        Compare("gspo", Scaled, new GspoLoss(), "seq-mean-token-mean", inputs, comparison);
        Compare("rloo", new RlooAdvantage { Singleton = SingletonAdvantage.RawReward }, Symmetric, "token-mean", inputs, comparison);
    }

    private static void Compare(
        string recipe, IAdvantageEstimator estimator, IPolicyLoss loss, string mode, VectorInputs inputs, CaseComparison comparison)
    {
        var logProbs = inputs.Differentiable("log_prob");
        var mask = inputs.Mask("response_mask");
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = inputs.Tensor("old_log_prob"),
            Advantages = VerlAdvantages.Expand(estimator.Compute(VerlAdvantages.Batch(inputs)), mask, logProbs.dtype),
            Mask = mask,
        };
        PolicyLossOperations.Compare(recipe, loss, tokens, VerlAggregation.Current(mode, mask, inputs), comparison);
    }
}
