using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.TokenWeights;

namespace Align.Cli.Vectors.Groups;

/// <summary>STEER: token weights, the policy loss with them, and the change of entropy that they are about.</summary>
internal static class SteerOperations
{
    private const double Epsilon = VerlConstants.CountEpsilon;

    public static void Weights(VectorInputs inputs, CaseComparison comparison)
    {
        foreach (var variant in Variants(inputs))
        {
            comparison.Tensor(variant, Weights(inputs, inputs.Section("variants").Section(variant)));
        }
    }

    // The weights come from the rows given alone, as in the original. Its two counts of clipped tokens run over the padding too.
    public static void PolicyLoss(VectorInputs inputs, CaseComparison comparison)
    {
        var loss = new ClippedPolicyLoss
        {
            Epsilon = inputs.Number("clip_low"),
            EpsilonHigh = inputs.Number("clip_high"),
            Delta = inputs.Number("clip_ratio_c"),
        };
        foreach (var variant in Variants(inputs))
        {
            var weights = Weights(inputs, inputs.Section("variants").Section(variant));
            var tokens = PolicyLossOperations.Tokens(inputs) with { TokenWeights = weights };
            var aggregation = VerlAggregation.Old(inputs.Text("loss_agg_mode", "token-mean"), tokens.Mask);
            var statistics = PolicyLossOperations.Compare(variant, loss, tokens, aggregation, comparison, clip: false, kl: false);
            comparison.Number($"{variant}|pg_clipfrac", statistics.ClipFraction(Epsilon));
            comparison.Number($"{variant}|pg_clipfrac_lower", statistics.DualClipFraction(Epsilon));
            comparison.Number($"{variant}|pg_clipfrac_high", statistics.HighClipFraction(Epsilon));
            comparison.Number($"{variant}|pg_clipfrac_low", statistics.LowClipFraction(Epsilon));
            comparison.Number($"{variant}|ppo_kl", statistics.ApproximateKl(Epsilon));
            var everywhere = loss.Compute(tokens with { Mask = torch.ones_like(tokens.Mask) }, PolicyStepStatistics.None).Statistics;
            comparison.Number($"{variant}|clip_high_count", everywhere.HighClips);
            comparison.Number($"{variant}|clip_low_count", everywhere.LowClips);
            comparison.Tensor($"{variant}|token_weights_mean", MaskedReduction.Mean(weights, tokens.Mask));
            var range = EntropyWeights.Measure(weights, tokens.Mask);
            comparison.Number($"{variant}|token_weights_min", range.Min);
            comparison.Number($"{variant}|token_weights_max", range.Max);
        }
    }

    // The original's quantity has the opposite sign and no step size.
    public static void EntropyChangeTheory(VectorInputs inputs, CaseComparison comparison)
    {
        var logits = inputs.Tensor("logits").reshape(1, 1, -1);
        var token = torch.tensor(new[] { inputs.Integer("token") }, [1, 1]);
        var advantage = torch.tensor(new[] { inputs.Number("advantage") }, [1, 1], dtype: logits.dtype);
        var step = inputs.Number("eta");
        var logProbs = TokenLogProbs.Compute(logits, token);
        var oldLogProbs = TokenLogProbs.Compute(inputs.Tensor("old_logits").reshape(1, 1, -1), token);
        var entropies = Entropy.Compute(logits);
        var mask = torch.ones([1, 1], dtype: ScalarType.Bool);
        Tensor Predicted(EntropyEstimator estimator) => EntropyChange.Predicted(logProbs, oldLogProbs, advantage, entropies, mask, estimator);
        comparison.Number("entropy", entropies.ToDouble());
        comparison.Number("pi_k", logProbs.exp().ToDouble());
        comparison.Number("pi_old_k", oldLogProbs.exp().ToDouble());
        comparison.Number("dH_exact", SoftmaxEntropyChange.Exact(logits, token, oldLogProbs, advantage, step).ToDouble());
        comparison.Number("first_order_full", (step * SoftmaxEntropyChange.FirstOrder(logits, token, oldLogProbs, advantage)).ToDouble());
        comparison.Number("own_logit_only", (step * Predicted(EntropyEstimator.OwnLogit)).ToDouble());
        comparison.Number("steer_code_metric_signed", (-Predicted(EntropyEstimator.Code)).ToDouble());
    }

    private static IEnumerable<string> Variants(VectorInputs inputs) => inputs.Section("variants").Root.EnumerateObject().Select(variant => variant.Name);

    private static Tensor Weights(VectorInputs inputs, VectorInputs options)
    {
        var mask = inputs.Mask("response_mask");
        var omega = EntropyChange.Magnitude(
            inputs.Tensor("log_prob"), inputs.Tensor("old_log_prob"), inputs.Tensor("advantages"), inputs.Tensor("entropys"), mask, EntropyEstimator.Code);
        var range = EntropyWeights.Measure(omega, mask);
        var (least, greatest) = (options.Number("token_weight_min"), options.Number("token_weight_max"));
        return options.Flag("linear", true)
            ? EntropyWeights.Linear(omega, mask, range, least, greatest)
            : EntropyWeights.Exponential(omega, mask, range, least);
    }
}
