using Align.Algorithms.PolicyLosses;
using Align.Algorithms.Statistics;
using Align.Algorithms.TokenWeights;
using Align.Models.Transformers;

namespace Align.Training.Learning;

/// <summary>How the updates of a step changed the entropy at the step's tokens, beside what STEER's estimators predict of it from the policy before the step.</summary>
internal static class EntropyChangeMeasurement
{
    private static readonly EntropyEstimator[] s_estimators = [EntropyEstimator.Code, EntropyEstimator.OwnLogit];

    /// <summary>Measures after the step's last update.</summary>
    /// <param name="policy">As the step leaves it.</param>
    /// <param name="microBatches">The step's tokens, with log-probabilities and entropies of the policy before it.</param>
    /// <param name="scoring">How entropies are computed.</param>
    /// <returns>Metrics by name; those without a value are left out.</returns>
    public static IReadOnlyDictionary<string, double> Of(DecoderTransformer policy, IEnumerable<PreparedMicroBatch> microBatches, ScoringOptions scoring)
    {
        var measured = new List<double>();
        var predicted = s_estimators.ToDictionary(estimator => estimator, _ => new List<double>());
        foreach (var micro in microBatches)
        {
            using var _ = no_grad();
            using var scope = NewDisposeScope();
            var after = PolicyForward.Run(policy, micro.Batch, scoring with { WithEntropy = true }).Entropy!;
            measured.AddRange(Selected(after - micro.OldEntropy!, micro));
            foreach (var estimator in s_estimators)
            {
                var old = micro.OldLogProbs!;
                predicted[estimator].AddRange(Selected(EntropyChange.Predicted(old, old, micro.Advantages.to(old.dtype), micro.OldEntropy!.to(old.dtype), micro.Mask, estimator), micro));
            }
        }
        return Metrics([.. measured], predicted);
    }

    private static Dictionary<string, double> Metrics(double[] measured, Dictionary<EntropyEstimator, List<double>> predicted)
    {
        var metrics = new Dictionary<string, double>();
        if (measured.Length == 0)
        {
            return metrics;
        }
        metrics["entropy_change/mean"] = measured.Average();
        metrics["entropy_change/abs_mean"] = measured.Average(Math.Abs);
        foreach (var (estimator, values) in predicted)
        {
            double[] all = [.. values];
            var name = estimator == EntropyEstimator.Code ? "code" : "own_logit";
            Add(metrics, $"entropy_change/pearson_{name}", Correlation.Pearson(all, measured));
            Add(metrics, $"entropy_change/spearman_{name}", Correlation.Spearman(all, measured));
        }
        return metrics;
    }

    private static void Add(Dictionary<string, double> metrics, string name, double? value)
    {
        if (value is { } number)
        {
            metrics[name] = number;
        }
    }

    private static double[] Selected(Tensor values, PreparedMicroBatch micro) =>
        values.masked_select(micro.Mask).to(ScalarType.Float64).cpu().data<double>().ToArray();
}
