namespace Align.Cli.Vectors.Groups;

/// <summary>The groups of what surrounds a policy loss: which prompts (MoPPS), how many rollouts (DARS), what a token weighs (STEER).</summary>
internal static class RolloutGroups
{
    /// <summary>What runs the group's cases; <see langword="null"/> for another group.</summary>
    public static Action<VectorInputs, CaseComparison>? Find(string group) => group switch
    {
        "dars.schedules" => DarsOperations.Schedules,
        "dars.adv_and_id2mean" => DarsOperations.Advantages,
        "dars.two_stage_batch" => DarsTwoStages.Run,
        "mopps.select" => MoppsOperations.Select,
        "mopps.posterior_update" => MoppsOperations.PosteriorUpdate,
        "mopps.group_reward_metrics" => MoppsOperations.GroupRewardMetrics,
        "mopps.init_from_json" => MoppsOperations.InformedPrior,
        "mopps.beta_distribution" => MoppsOperations.BetaDistribution,
        "steer.compute_token_weights_f32" or "steer.compute_token_weights_f64" => SteerOperations.Weights,
        "steer.policy_loss_f32" or "steer.policy_loss_f64" => SteerOperations.PolicyLoss,
        "steer.entropy_change_theory" => SteerOperations.EntropyChangeTheory,
        _ => null,
    };
}
