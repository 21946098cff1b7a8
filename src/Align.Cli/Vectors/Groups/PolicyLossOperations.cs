using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Training.Configuration;

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
        Compare("", Preset<GspoLoss>("gspo") with { Epsilon = low, EpsilonHigh = high }, PresetStages.Of("verl/gspo"), inputs, comparison);
    }

    public static void Sapo(VectorInputs inputs, CaseComparison comparison)
    {
        var preset = Preset<SapoLoss>("sapo");
        var loss = preset with { TauPos = VerlOptions.Number(inputs, "tau_pos", preset.TauPos), TauNeg = VerlOptions.Number(inputs, "tau_neg", preset.TauNeg) };
        Compare("", loss, PresetStages.Of("verl/sapo"), inputs, comparison);
    }

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
        var preset = Preset<ClipCovLoss>("clip_cov");
        var loss = preset with
        {
            Epsilon = low,
            EpsilonHigh = high,
            CovRatio = VerlOptions.Number(inputs, "clip_cov_ratio", preset.CovRatio),
            CovLow = VerlOptions.Number(inputs, "clip_cov_lb", preset.CovLow),
            CovHigh = VerlOptions.Number(inputs, "clip_cov_ub", preset.CovHigh),
        };
        var statistics = Compare("", loss, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison, clip: false);
        comparison.Number("metrics|actor/pg_clipfrac", statistics.SelectedFraction(Epsilon));
    }

    public static void KlCov(VectorInputs inputs, CaseComparison comparison)
    {
        // Where a call names no coefficient, verl falls back to 1; its configuration, and so the preset, says 0.1.
        var preset = Preset<KlCovLoss>("kl_cov");
        var loss = preset with { CovRatio = VerlOptions.Number(inputs, "kl_cov_ratio", preset.CovRatio), KlCoef = VerlOptions.Number(inputs, "ppo_kl_coef", 1) };
        var statistics = Compare("", loss, VerlOptions.Mode(inputs, "token-mean"), inputs, comparison, clip: false, kl: false);
        comparison.Number("metrics|actor/ppo_kl", statistics.AbsoluteKl(Epsilon));
    }

    // verl's mean counts rows without tokens too.
    public static void GeoMean(VectorInputs inputs, CaseComparison comparison)
    {
        var (low, high) = VerlOptions.Range(inputs);
        var loss = Preset<GmpoLoss>("geo_mean") with { Epsilon = low, EpsilonHigh = high };
        var tokens = Tokens(inputs);
        var statistics = Compare("", loss, tokens, VerlAggregation.AllRows(PresetStages.Of("verl/geo_mean").LossType, tokens.Mask), comparison, clip: false);
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
        string path, IPolicyLoss loss, string mode, VectorInputs inputs, CaseComparison comparison, bool clip = true, bool kl = true) =>
        Compare(path, loss, PresetStages.OfMode(mode), inputs, comparison, clip, kl);

    private static PolicyLossStatistics Compare(
        string path, IPolicyLoss loss, GrpoStageConfig aggregating, VectorInputs inputs, CaseComparison comparison, bool clip = true, bool kl = true)
    {
        var tokens = Tokens(inputs);
        return Compare(path, loss, tokens, VerlAggregation.Of(aggregating, tokens.Mask, inputs), comparison, clip, kl);
    }

    private static TLoss Preset<TLoss>(string name)
        where TLoss : class, IPolicyLoss => (TLoss)PresetStages.Of($"verl/{name}").PolicyLoss.Loss;
}
