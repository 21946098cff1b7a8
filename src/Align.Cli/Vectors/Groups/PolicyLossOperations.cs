using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's clipped loss ("vanilla") in every aggregation mode, with gradients and metrics.</summary>
internal static class PolicyLossOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var config = inputs.Section("config");
        var clip = Clip(config);
        foreach (var mode in VerlAggregation.Modes.Where(comparison.Records))
        {
            var tokens = new PolicyTokens
            {
                LogProbs = inputs.Differentiable("log_prob"),
                OldLogProbs = inputs.Tensor("old_log_prob"),
                Advantages = inputs.Tensor("advantages"),
                Mask = inputs.Mask("response_mask"),
                TokenWeights = inputs.Has("rollout_is_weights") ? inputs.Tensor("rollout_is_weights") : null,
            };
            Compare(mode, tokens, clip, VerlAggregation.Current(mode, tokens.Mask, config), comparison);
        }
    }

    /// <summary>verl's clip range: <c>clip_ratio</c> where the low or high one is not set.</summary>
    public static PolicyClip Clip(VectorInputs config)
    {
        var symmetric = config.Number("clip_ratio", 0.2);
        return new PolicyClip(
            config.Number("clip_ratio_low", symmetric), config.Number("clip_ratio_high", symmetric), config.Number("clip_ratio_c", 3));
    }

    /// <summary>Loss, gradient and metrics under <paramref name="path"/>.</summary>
    public static void Compare(string path, PolicyTokens tokens, PolicyClip clip, VerlAggregation aggregation, CaseComparison comparison)
    {
        const double epsilon = VerlConstants.CountEpsilon;
        var terms = ClippedPolicyLoss.Compute(tokens, clip);
        var loss = aggregation.Apply(terms.PerToken, tokens.Mask);
        comparison.Tensor($"{path}|loss", loss);
        comparison.Tensor($"{path}|grad_log_prob", Gradients.Of(loss, tokens.LogProbs));
        comparison.Number($"{path}|metrics|actor/pg_clipfrac", terms.Statistics.ClipFraction(epsilon));
        comparison.Number($"{path}|metrics|actor/ppo_kl", terms.Statistics.ApproximateKl(epsilon));
        comparison.Number($"{path}|metrics|actor/pg_clipfrac_lower", terms.Statistics.DualClipFraction(epsilon));
    }
}
