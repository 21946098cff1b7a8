namespace Align.Algorithms.PromptSelection;

/// <summary>The metrics of MoPPS in a step.</summary>
internal static class MoppsMetrics
{
    /// <summary>By name; those without a value are left out.</summary>
    /// <param name="summary">Of the step's prompts.</param>
    /// <param name="beliefs">About the prompts seen before the step.</param>
    /// <param name="lower">The band's lower end.</param>
    /// <param name="upper">Its upper end.</param>
    public static IReadOnlyDictionary<string, double> Of(PredictionSummary summary, IReadOnlyCollection<BetaPosterior> beliefs, double lower, double upper)
    {
        var metrics = new Dictionary<string, double>
        {
            ["mopps/effective_ratio"] = summary.EffectiveRatio,
            ["mopps/predicted_mean"] = summary.Predicted.Mean,
            ["mopps/observed_mean"] = summary.Observed.Mean,
            ["mopps/known_prompts"] = beliefs.Count,
        };
        if (summary.RankCorrelation is { } spearman)
        {
            metrics["mopps/spearman"] = spearman;
        }
        if (beliefs.Count > 0)
        {
            metrics["mopps/posterior_mean"] = beliefs.Average(belief => belief.Mean);
            metrics["mopps/posterior_std"] = beliefs.Average(belief => Math.Sqrt(belief.Variance));
            metrics["mopps/posterior_in_band"] = beliefs.Average(belief => belief.Cumulative(upper) - belief.Cumulative(lower));
        }
        return metrics;
    }
}
