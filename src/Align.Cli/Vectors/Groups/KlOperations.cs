using Align.Algorithms.Divergences;
using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's KL estimators (with its bound of k3) and its total loss.</summary>
internal static class KlOperations
{
    private static readonly (string Name, KlEstimator Estimator)[] Estimators =
    [
        ("k1", KlEstimator.K1),
        ("k2", KlEstimator.K2),
        ("k3", KlEstimator.K3),
        ("abs", KlEstimator.Abs),
        ("k1+", KlEstimator.K1Plus),
        ("k3+", KlEstimator.K3Plus),
    ];

    public static void Penalty(VectorInputs inputs, CaseComparison comparison)
    {
        var reference = inputs.Tensor("ref_logprob");
        foreach (var (name, estimator) in Estimators.Where(item => comparison.Records(item.Name)))
        {
            var logProbs = inputs.Differentiable("logprob");
            var everything = torch.ones_like(logProbs, dtype: ScalarType.Bool);
            var penalty = KlPenalty.PerToken(logProbs, reference, everything, estimator, PresetStages.Of("verl/token-mean").KlValueClamp);
            comparison.Tensor($"{name}|value", penalty);
            comparison.Tensor($"{name}|grad", Gradients.Of(penalty.sum(), logProbs));
        }
    }

    public static void InReward(VectorInputs inputs, CaseComparison comparison)
    {
        var beta = inputs.Number("beta");
        var (rewards, kl) = KlInReward.Compute(
            inputs.Tensor("token_level_scores"), inputs.Tensor("old_log_probs"), inputs.Tensor("ref_log_prob"), inputs.Mask("response_mask"), beta, denominatorEpsilon: VerlConstants.CountEpsilon);
        comparison.Tensor("token_level_rewards", rewards);
        comparison.Number("current_kl", kl);
        var controller = new AdaptiveKl { Target = inputs.Number("target_kl"), Horizon = inputs.Number("horizon") };
        var betas = new List<double>();
        foreach (var measured in inputs.Numbers("kl_sequence"))
        {
            betas.Add(controller.Next(betas.Count > 0 ? betas[^1] : beta, measured, inputs.Integer("n_steps")));
        }
        comparison.Numbers("adaptive_beta_sequence", betas);
    }

    public static void TotalLoss(VectorInputs inputs, CaseComparison comparison)
    {
        var tokens = new PolicyTokens
        {
            LogProbs = inputs.Differentiable("log_prob"),
            OldLogProbs = inputs.Tensor("old_log_prob"),
            ReferenceLogProbs = inputs.Tensor("ref_log_prob"),
            Entropy = inputs.Differentiable("entropy"),
            Advantages = inputs.Tensor("advantages"),
            Mask = inputs.Mask("response_mask"),
        };
        var mode = VerlOptions.Mode(inputs, "token-mean");
        var aggregation = VerlAggregation.Current(mode, tokens.Mask, inputs);
        var options = new GrpoOptions
        {
            LossType = aggregation.Type,
            Loss = VerlOptions.Clip(inputs),
            Beta = inputs.Number("kl_loss_coef"),
            KlEstimator = PresetStages.OfMode(mode).KlEstimator,
            KlValueClamp = PresetStages.OfMode(mode).KlValueClamp,
            EntropyCoefficient = inputs.Number("entropy_coeff"),
            DenominatorEpsilon = aggregation.Epsilon,
        };
        var terms = GrpoObjective.Compute(tokens, options, aggregation.Counts);
        comparison.Tensor("loss", terms.Loss);
        comparison.Tensor("grad_log_prob", Gradients.Of(terms.Loss, tokens.LogProbs));
        comparison.Tensor("grad_entropy", tokens.Entropy.grad ?? torch.zeros_like(tokens.Entropy));
    }
}
