using Align.Algorithms.PolicyLosses;
using Align.Algorithms.TokenWeights;

namespace Align.Training.Learning;

/// <summary>Adds up what the optimizer steps of one training step show; TRL's metric names.</summary>
/// <param name="loss">The policy loss, which decides what is worth showing; <see langword="null"/> in other stages.</param>
internal sealed class StepMetrics(IPolicyLoss? loss = null)
{
    private GrpoStatistics _statistics;
    private bool _hasStatistics;
    private double _lossSum;
    private double _gradNormSum;
    private int _applied;
    private int _skipped;
    private double _gapSum;
    private double _gapMax;
    private long _gapTokens;
    private WeightMeasurement _weights;
    private double _weightSum;

    /// <summary>The learning rate of the last optimizer step, applied or skipped.</summary>
    public double LearningRate { get; private set; }

    /// <summary>Whether the weights are still those that sampled.</summary>
    public bool IsBeforeFirstUpdate => _applied + _skipped == 0;

    /// <summary>How the step changed the entropy at its tokens; empty where that was not measured.</summary>
    public IReadOnlyDictionary<string, double> EntropyChange { get; set; } = new Dictionary<string, double>();

    /// <summary>Takes down the statistics of a micro-batch.</summary>
    public void Add(GrpoStatistics statistics)
    {
        _statistics = _hasStatistics ? _statistics.Merge(statistics) : statistics;
        _hasStatistics = true;
    }

    /// <summary>Takes down an optimizer step that was applied.</summary>
    public void AddApplied(double loss, double gradNorm, double learningRate)
    {
        (_lossSum, _gradNormSum, LearningRate) = (_lossSum + loss, _gradNormSum + gradNorm, learningRate);
        _applied++;
    }

    /// <summary>Takes down an optimizer step that was skipped because the loss or the gradient was not finite.</summary>
    public void AddSkipped(double learningRate)
    {
        LearningRate = learningRate;
        _skipped++;
    }

    /// <summary>Takes down how far the sampler's log-probabilities lie from the learner's own.</summary>
    public void AddSamplingGap(Tensor learnerLogProbs, PreparedMicroBatch micro)
    {
        using var scope = NewDisposeScope();
        if (!micro.Mask.any().item<bool>())
        {
            return;
        }
        var gap = (learnerLogProbs - micro.SampledLogProbs).abs().masked_select(micro.Mask).to(ScalarType.Float64);
        _gapSum += gap.sum().item<double>();
        _gapMax = Math.Max(_gapMax, gap.max().item<double>());
        _gapTokens += gap.numel();
    }

    /// <summary>Takes down the token weights of a micro-batch.</summary>
    public void AddWeights(Tensor weights, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var selected = weights.masked_select(mask).to(ScalarType.Float64);
        if (selected.numel() > 0)
        {
            _weights = _weights.Merge(new WeightMeasurement(selected.numel(), selected.min().item<double>(), selected.max().item<double>()));
            _weightSum += selected.sum().item<double>();
        }
    }

    private void AddWeightsTo(Dictionary<string, double> metrics, string name)
    {
        if (_weights.Tokens > 0)
        {
            metrics[$"{name}/weight_mean"] = _weightSum / _weights.Tokens;
            metrics[$"{name}/weight_min"] = _weights.Min;
            metrics[$"{name}/weight_max"] = _weights.Max;
        }
    }

    /// <summary>The metrics in the order of the log.</summary>
    /// <param name="withKl">Whether there is a reference.</param>
    /// <param name="weightsOf">What gave the token weights.</param>
    public Dictionary<string, double> ToDictionary(bool withKl, string weightsOf = "")
    {
        var metrics = new Dictionary<string, double>();
        if (_applied > 0)
        {
            metrics["loss"] = _lossSum / _applied;
            metrics["grad_norm"] = _gradNormSum / _applied;
        }
        if (_applied + _skipped > 0)
        {
            metrics["learning_rate"] = LearningRate;
        }
        if (_hasStatistics)
        {
            AddPolicy(metrics, withKl);
        }
        AddWeightsTo(metrics, weightsOf);
        foreach (var (name, value) in EntropyChange)
        {
            metrics[name] = value;
        }
        if (_gapTokens > 0)
        {
            metrics["sampling/sampling_logp_difference/mean"] = _gapSum / _gapTokens;
            metrics["sampling/sampling_logp_difference/max"] = _gapMax;
        }
        metrics["optimizer_steps"] = _applied;
        metrics["skipped_steps"] = _skipped;
        return metrics;
    }

    private void AddPolicy(Dictionary<string, double> metrics, bool withKl)
    {
        var policy = _statistics.Policy;
        metrics["entropy"] = _statistics.Entropy;
        if (withKl)
        {
            metrics["kl"] = _statistics.Kl;
        }
        metrics["policy_kl"] = policy.ApproximateKl();
        metrics["clip_ratio/low_mean"] = policy.LowClipFraction();
        metrics["clip_ratio/high_mean"] = policy.HighClipFraction();
        metrics["clip_ratio/region_mean"] = policy.ClipFraction();
        if (loss is ClippedPolicyLoss { Delta: not null })
        {
            metrics["clip_ratio/dual_mean"] = policy.DualClipFraction();
        }
        if (loss?.Traits.CouplesBatch == true)
        {
            metrics["clip_ratio/covariance_mean"] = policy.SelectedFraction();
        }
        metrics["importance_ratio/min"] = policy.RatioMin;
        metrics["importance_ratio/max"] = policy.RatioMax;
    }
}
