using Align.Cli.Vectors.Groups;

namespace Align.Cli.Vectors;

/// <summary>Which function of the learner answers for which group of reference vectors.</summary>
public static class VectorGroups
{
    /// <summary>What runs the group's cases; <see langword="null"/> for a group that the program does not implement.</summary>
    public static Action<VectorInputs, CaseComparison>? Find(string group) => group switch
    {
        "verl.masked_ops" => MaskedOperations.Run,
        "verl.entropy_logprob_from_logits" => LogitsOperations.Run,
        "verl.adv_grpo" => AdvantageOperations.Grpo,
        "verl.adv_grpo_vectorized" => AdvantageOperations.GrpoVectorized,
        "verl.adv_rloo" => AdvantageOperations.Rloo,
        "verl.adv_rloo_vectorized" => AdvantageOperations.RlooVectorized,
        "verl.agg_loss" => AggregationOperations.Current,
        "verl_old.agg_loss" => AggregationOperations.Old,
        "verl.policy_loss_vanilla" => PolicyLossOperations.Run,
        "verl.kl_penalty" or "verl.kl_penalty_plus_intended" => KlOperations.Penalty,
        "verl.kl_loss_total" => KlOperations.TotalLoss,
        "recipes.end_to_end_adv_plus_loss" => RecipeOperations.Run,
        "dars.unbiased_pass_at_k" => PassAtKOperations.Run,
        _ => PreferenceGroups.Find(group),
    };
}
