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
        "verl.adv_grpo_passk" => AdvantageOperations.GrpoPassK,
        "verl.adv_rf_plus_plus_baseline" => AdvantageOperations.ReinforcePlusPlusBaseline,
        "verl.adv_reinforce_plus_plus" => AdvantageOperations.ReinforcePlusPlus,
        "verl.adv_remax" => AdvantageOperations.Remax,
        "verl.adv_opo" => AdvantageOperations.Opo,
        "verl.adv_gpg" => AdvantageOperations.Gpg,
        "verl.adv_gae" => AdvantageOperations.Gae,
        "verl.adv_rloo" => AdvantageOperations.Rloo,
        "verl.adv_rloo_vectorized" => AdvantageOperations.RlooVectorized,
        "verl.agg_loss" => AggregationOperations.Current,
        "verl_old.agg_loss" => AggregationOperations.Old,
        "verl.policy_loss_vanilla" => PolicyLossOperations.Vanilla,
        "verl.policy_loss_gspo" => PolicyLossOperations.Gspo,
        "verl.policy_loss_sapo" => PolicyLossOperations.Sapo,
        "verl.policy_loss_cispo" => PolicyLossOperations.Cispo,
        "verl.policy_loss_gpg" => PolicyLossOperations.Gpg,
        "verl.policy_loss_reinforce" => PolicyLossOperations.Reinforce,
        "verl.policy_loss_geo_mean" => PolicyLossOperations.GeoMean,
        "verl.policy_loss_clip_cov" => PolicyLossOperations.ClipCov,
        "verl.policy_loss_kl_cov" => PolicyLossOperations.KlCov,
        "dars.policy_loss" => PolicyLossOperations.Dars,
        "verl.value_loss" => ValueLossOperations.Run,
        "verl.kl_penalty" or "verl.kl_penalty_plus_intended" => KlOperations.Penalty,
        "verl.kl_loss_total" => KlOperations.TotalLoss,
        "verl.kl_in_reward_and_controller" => KlOperations.InReward,
        "trl.presets" => TrlOperations.Presets,
        "dapo.overlong_penalty" => DapoOperations.OverlongPenalty,
        "dapo.filter_groups" => DapoOperations.FilterGroups,
        "recipes.end_to_end_adv_plus_loss" => RecipeOperations.Run,
        "dars.unbiased_pass_at_k" => PassAtKOperations.Run,
        _ => RolloutGroups.Find(group) ?? PreferenceGroups.Find(group),
    };
}
