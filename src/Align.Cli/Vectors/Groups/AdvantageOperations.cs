using Align.Algorithms.Advantages;
using Align.Algorithms.Masking;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's group advantages; its lone completions keep their raw reward.</summary>
internal static class AdvantageOperations
{
    public static void Grpo(VectorInputs inputs, CaseComparison comparison) => Compare(inputs, comparison, Grpo(inputs, varianceFloor: 0));

    public static void GrpoVectorized(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, Grpo(inputs, VerlConstants.VarianceFloor));

    public static void Rloo(VectorInputs inputs, CaseComparison comparison) => Compare(inputs, comparison, Rloo(inputs, SingletonAdvantage.RawReward));

    public static void RlooVectorized(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, Rloo(inputs, SingletonAdvantage.Zero));

    /// <summary>The advantages of GRPO, one per completion.</summary>
    public static double[] Grpo(VectorInputs inputs, double varianceFloor, bool? scaled = null)
    {
        var options = new GroupAdvantageOptions
        {
            Scaling = scaled ?? inputs.Flag("norm_adv_by_std_in_grpo", true) ? RewardScaling.Group : RewardScaling.None,
            Epsilon = inputs.Number("epsilon", 1e-6),
            VarianceFloor = varianceFloor,
            Singleton = SingletonAdvantage.RawReward,
        };
        return GroupAdvantages.Compute(Rewards(inputs), inputs.Labels("index"), [], options);
    }

    /// <summary>The advantages of RLOO, one per completion.</summary>
    public static double[] Rloo(VectorInputs inputs, SingletonAdvantage singleton) =>
        GroupAdvantages.LeaveOneOut(Rewards(inputs), inputs.Labels("index"), [], singleton);

    private static void Compare(VectorInputs inputs, CaseComparison comparison, double[] advantages)
    {
        using var mask = inputs.Mask("response_mask");
        using var tokens = TokenAdvantages.Expand(advantages, mask, ScalarType.Float64);
        comparison.Tensor("advantages", tokens);
    }

    /// <summary>verl puts rewards on tokens; a completion's reward is their sum.</summary>
    private static double[] Rewards(VectorInputs inputs)
    {
        using var scope = torch.NewDisposeScope();
        var tokenRewards = inputs.Tensor("token_level_rewards").to(ScalarType.Float64);
        var everything = torch.ones_like(tokenRewards, dtype: ScalarType.Bool);
        return MaskedReduction.Sum(tokenRewards, everything, dim: -1).data<double>().ToArray();
    }
}
