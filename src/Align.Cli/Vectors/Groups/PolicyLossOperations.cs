using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;

namespace Align.Cli.Vectors.Groups;

/// <summary>verl's policy losses, with gradients and metrics.</summary>
internal static class PolicyLossOperations
{
    private const double Epsilon = VerlConstants.CountEpsilon;

    /// <summary>verl's <c>vanilla</c> in every aggregation mode.</summary>
    public static void Vanilla(VectorInputs inputs, CaseComparison comparison)
    {
        var loss = VerlOptions.Clip(inputs);
        foreach (var mode in VerlAggregation.Modes.Where(comparison.Records))
        {
            Compare(mode, loss, mode, inputs, comparison);
        }
        if (comparison.Records("loss"))
        {
            Compare("", loss, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison);
        }
    }

    public static void Gspo(VectorInputs inputs, CaseComparison comparison)
    {
        var (low, high) = VerlOptions.Range(inputs);
        Compare("", new GspoLoss { Epsilon = low, EpsilonHigh = high }, "seq-mean-token-mean", inputs, comparison);
    }

    public static void Sapo(VectorInputs inputs, CaseComparison comparison) =>
        Compare("", new SapoLoss { TauPos = VerlOptions.Number(inputs, "tau_pos", 1), TauNeg = VerlOptions.Number(inputs, "tau_neg", 1.05) }, "seq-mean-token-mean", inputs, comparison);

    public static void Cispo(VectorInputs inputs, CaseComparison comparison)
    {
        var (low, high) = VerlOptions.Range(inputs);
        var statistics = Compare("", new CispoLoss { Epsilon = low, EpsilonHigh = high }, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison, clip: false);
        comparison.Number("metrics|actor/pg_clipfrac", statistics.OutOfRangeFraction(Epsilon));
        comparison.Number("metrics|actor/pg_clipfrac_lower", statistics.DualClipFraction(Epsilon));
    }

    public static void Gpg(VectorInputs inputs, CaseComparison comparison) =>
        Compare("", new GpgLoss(), VerlOptions.Mode(inputs, "token-mean"), inputs, comparison);

    public static void Reinforce(VectorInputs inputs, CaseComparison comparison) =>
        Compare("", new ReinforceLoss(), VerlOptions.Mode(inputs, "seq-mean-token-sum"), inputs, comparison);

    public static void ClipCov(VectorInputs inputs, CaseComparison comparison)
    {
        var (low, high) = VerlOptions.Range(inputs);
        var loss = new ClipCovLoss
        {
            Epsilon = low,
            EpsilonHigh = high,
            CovRatio = VerlOptions.Number(inputs, "clip_cov_ratio", 2e-4),
            CovLow = VerlOptions.Number(inputs, "clip_cov_lb", 1),
            CovHigh = VerlOptions.Number(inputs, "clip_cov_ub", 5),
        };
        var statistics = Compare("", loss, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison, clip: false);
        comparison.Number("metrics|actor/pg_clipfrac", statistics.SelectedFraction(Epsilon));
    }

    public static void KlCov(VectorInputs inputs, CaseComparison comparison)
    {
        var loss = new KlCovLoss { CovRatio = VerlOptions.Number(inputs, "kl_cov_ratio", 2e-4), KlCoef = VerlOptions.Number(inputs, "ppo_kl_coef", 1) };
        var statistics = Compare("", loss, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison, clip: false, kl: false);
        comparison.Number("metrics|actor/ppo_kl", statistics.AbsoluteKl(Epsilon));
    }

    // verl's mean counts rows without tokens too.
    public static void GeoMean(VectorInputs inputs, CaseComparison comparison)
    {
        var (low, high) = VerlOptions.Range(inputs);
        var loss = new GmpoLoss { Epsilon = low, EpsilonHigh = high, DenominatorEpsilon = Epsilon };
        var tokens = Tokens(inputs);
        var statistics = Compare("", loss, tokens, VerlAggregation.AllRows(LossType.Grpo, tokens.Mask), comparison, clip: false);
        comparison.Number("metrics|actor/pg_clipfrac", statistics.OutOfRangePositiveFraction(Epsilon));
        comparison.Number("metrics|actor/pg_clipfrac_lower", statistics.OutOfRangeNegativeFraction(Epsilon));
    }

    /// <summary>DARS: a sum over tokens by the padded length, or the mean over all rows of token means; no dual clip.</summary>
    public static void Dars(VectorInputs inputs, CaseComparison comparison)
    {
        var range = inputs.Number("cliprange", 0.2);
        double Side(string name) => inputs.Number(name, -1) is >= 0 and var side ? side : range;
        var loss = new ClippedPolicyLoss { Epsilon = Side("cliprange_low"), EpsilonHigh = Side("cliprange_high") };
        foreach (var (level, type) in new[] { ("token_level", LossType.SeqMeanTokenSumNorm), ("seq_level", LossType.Grpo) }.Where(item => comparison.Records(item.Item1)))
        {
            var tokens = Tokens(inputs);
            var statistics = Compare(level, loss, tokens, VerlAggregation.AllRows(type, tokens.Mask), comparison);
            comparison.Number($"{level}|clipfrac", statistics.ClipFraction());
            comparison.Number($"{level}|ppo_kl", statistics.ApproximateKl());
        }
    }

    /// <summary>The tokens of a case; the log-probabilities collect gradients.</summary>
    public static PolicyTokens Tokens(VectorInputs inputs) => new()
    {
        LogProbs = inputs.Differentiable("log_prob"),
        OldLogProbs = inputs.Tensor(inputs.Has("old_log_prob") ? "old_log_prob" : "rollout_log_prob"),
        Advantages = inputs.Tensor("advantages"),
        Mask = inputs.Mask(VerlAdvantages.MaskName(inputs)),
        TokenWeights = inputs.Has("rollout_is_weights") ? inputs.Tensor("rollout_is_weights") : null,
    };

    /// <summary>Loss, gradient and metrics under <paramref name="path"/>.</summary>
    public static PolicyLossStatistics Compare(
        string path, IPolicyLoss loss, PolicyTokens tokens, VerlAggregation aggregation, CaseComparison comparison, bool clip = true, bool kl = true)
    {
        var prefix = path.Length == 0 ? "" : $"{path}|";
        var step = loss.Traits.CouplesBatch ? loss.Measure(tokens, RandomStream.Create(0, RandomPurpose.Loss)) : PolicyStepStatistics.None;
        var terms = loss.Compute(tokens, step);
        var total = aggregation.Apply(terms.PerToken, tokens.Mask);
        comparison.Tensor($"{prefix}loss", total);
        comparison.Tensor($"{prefix}grad_log_prob", Gradients.Of(total, tokens.LogProbs));
        if (kl)
        {
            comparison.Number($"{prefix}metrics|actor/ppo_kl", terms.Statistics.ApproximateKl(Epsilon));
        }
        if (clip)
        {
            comparison.Number($"{prefix}metrics|actor/pg_clipfrac", terms.Statistics.ClipFraction(Epsilon));
            comparison.Number($"{prefix}metrics|actor/pg_clipfrac_lower", terms.Statistics.DualClipFraction(Epsilon));
        }
        return terms.Statistics;
    }

    private static PolicyLossStatistics Compare(
        string path, IPolicyLoss loss, string mode, VectorInputs inputs, CaseComparison comparison, bool clip = true, bool kl = true)
    {
        var tokens = Tokens(inputs);
        return Compare(path, loss, tokens, VerlAggregation.Current(mode, tokens.Mask, inputs), comparison, clip, kl);
    }
}
