using Align.Algorithms.Advantages;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's advantage estimators. Its lone completions keep their raw reward, except where a group says otherwise.</summary>
internal static class AdvantageOperations
{
    public static void Grpo(VectorInputs inputs, CaseComparison comparison) => Compare(inputs, comparison, Grpo(inputs));

    public static void GrpoVectorized(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, Grpo(inputs) with { VarianceFloor = VerlConstants.VarianceFloor });

    public static void GrpoPassK(VectorInputs inputs, CaseComparison comparison) => Compare(inputs, comparison, new GrpoPassKAdvantage
    {
        ScaleRewards = inputs.Flag("norm_adv_by_std_in_grpo", true),
        Epsilon = inputs.Number("epsilon", VerlConstants.AdvantageEpsilon),
    });

    public static void Rloo(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, new RlooAdvantage { Singleton = SingletonAdvantage.RawReward });

    public static void RlooVectorized(VectorInputs inputs, CaseComparison comparison) => Compare(inputs, comparison, new RlooAdvantage());

    public static void Opo(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, new OpoAdvantage { Singleton = SingletonAdvantage.RawReward });

    public static void Gpg(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, new GpgAdvantage { Singleton = SingletonAdvantage.RawReward });

    public static void ReinforcePlusPlusBaseline(VectorInputs inputs, CaseComparison comparison) =>
        Compare(inputs, comparison, new ReinforcePlusPlusBaselineAdvantage { Singleton = SingletonAdvantage.RawReward, DenominatorEpsilon = VerlConstants.CountEpsilon });

    public static void ReinforcePlusPlus(VectorInputs inputs, CaseComparison comparison)
    {
        var gamma = inputs.Number("gamma", 1);
        var preset = (ReinforcePlusPlusAdvantage)PresetStages.Of("verl/reinforce_plus_plus").Advantage.Estimator;
        Compare(inputs, comparison, preset with { Gamma = gamma }, byToken: true);
        CompareReturns(inputs, comparison, gamma);
    }

    public static void Remax(VectorInputs inputs, CaseComparison comparison)
    {
        Compare(inputs, comparison, new RemaxAdvantage(), byToken: true);
        CompareReturns(inputs, comparison, gamma: 1);
    }

    // Outside the mask verl leaves what the recursion happens to carry there.
    public static void Gae(VectorInputs inputs, CaseComparison comparison)
    {
        var mask = inputs.Mask("response_mask");
        var (advantages, returns) = GeneralizedAdvantage.Compute(
            VerlAdvantages.Gather(inputs.Tensor("token_level_rewards"), mask),
            VerlAdvantages.Gather(inputs.Tensor("values"), mask),
            inputs.Number("gamma", 1),
            inputs.Number("lam", 1),
            VerlConstants.CountEpsilon);
        comparison.Tensor("advantages", VerlAdvantages.Expand(advantages, mask, ScalarType.Float64), mask);
        comparison.Tensor("returns", VerlAdvantages.Scatter(returns, mask), mask);
    }

    private static GrpoAdvantage Grpo(VectorInputs inputs) => new()
    {
        ScaleRewards = inputs.Flag("norm_adv_by_std_in_grpo", true) ? RewardScaling.Group : RewardScaling.None,
        Epsilon = inputs.Number("epsilon", VerlConstants.AdvantageEpsilon),
        Singleton = SingletonAdvantage.RawReward,
    };

    private static void Compare(VectorInputs inputs, CaseComparison comparison, IAdvantageEstimator estimator, bool byToken = false)
    {
        var mask = inputs.Mask("response_mask");
        var advantages = estimator.Compute(VerlAdvantages.Batch(inputs, byToken));
        comparison.Tensor("advantages", VerlAdvantages.Expand(advantages, mask, ScalarType.Float64));
    }

    private static void CompareReturns(VectorInputs inputs, CaseComparison comparison, double gamma)
    {
        var mask = inputs.Mask("response_mask");
        var rewards = VerlAdvantages.Gather(inputs.Tensor("token_level_rewards"), mask);
        comparison.Tensor("returns", VerlAdvantages.Scatter([.. rewards.Select(row => TokenReturns.Discounted(row, gamma))], mask), mask);
    }
}
