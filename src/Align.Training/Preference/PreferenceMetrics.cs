using Align.Algorithms.PreferenceLosses;

namespace Align.Training.Preference;

/// <summary>Adds up what a step's examples show; TRL's metric names.</summary>
/// <param name="rewardScale">β of the implicit rewards.</param>
internal sealed class PreferenceMetrics(double rewardScale)
{
    private readonly Side _chosen = new();
    private readonly Side _rejected = new();
    private long _pairs;
    private long _correct;

    /// <summary>Takes down a micro-batch.</summary>
    /// <param name="batch">Its rows.</param>
    /// <param name="paired">Whether row i of both sides is one pair.</param>
    public void Add(PreferenceBatch batch, bool paired)
    {
        var chosen = _chosen.Add(batch.Chosen, rewardScale);
        var rejected = _rejected.Add(batch.Rejected, rewardScale);
        if (paired)
        {
            _pairs += chosen.Length;
            _correct += chosen.Zip(rejected).LongCount(pair => pair.First > pair.Second);
        }
    }

    /// <summary>The metrics in the order of the log.</summary>
    public void AddTo(IDictionary<string, double> metrics, string prefix = "")
    {
        if (_chosen.Rows > 0)
        {
            metrics[$"{prefix}rewards/chosen"] = _chosen.Reward;
        }
        if (_rejected.Rows > 0)
        {
            metrics[$"{prefix}rewards/rejected"] = _rejected.Reward;
        }
        if (_chosen.Rows > 0 && _rejected.Rows > 0)
        {
            metrics[$"{prefix}rewards/margins"] = _chosen.Reward - _rejected.Reward;
        }
        if (_pairs > 0)
        {
            metrics[$"{prefix}rewards/accuracies"] = _correct / (double)_pairs;
        }
        _chosen.AddTo(metrics, $"{prefix}", "chosen");
        _rejected.AddTo(metrics, $"{prefix}", "rejected");
    }

    private sealed class Side
    {
        private double _rewards;
        private double _logProbs;
        private double _logRatios;
        private long _tokens;

        public long Rows { get; private set; }

        public double Reward => _rewards / Rows;

        public double[] Add(ResponseBatch side, double scale)
        {
            using var scope = NewDisposeScope();
            var logProbs = side.LogProbs.detach().to(ScalarType.Float64);
            var ratios = side.ReferenceLogProbs is { } reference ? logProbs - reference.to(ScalarType.Float64) : logProbs;
            var rewards = Array.ConvertAll(ratios.cpu().data<double>().ToArray(), ratio => scale * ratio);
            Rows += rewards.Length;
            _rewards += rewards.Sum();
            _logProbs += logProbs.sum().item<double>();
            _logRatios += ratios.sum().item<double>();
            _tokens += side.Lengths.sum().item<long>();
            return rewards;
        }

        public void AddTo(IDictionary<string, double> metrics, string prefix, string side)
        {
            if (Rows == 0)
            {
                return;
            }
            metrics[$"{prefix}logps/{side}"] = _logProbs / Rows;
            metrics[$"{prefix}kl/{side}"] = _logRatios / Rows;
            metrics[$"{prefix}lengths/{side}"] = _tokens / (double)Rows;
        }
    }
}
