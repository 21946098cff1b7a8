using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.Statistics;

namespace Align.Algorithms.PromptSelection;

/// <summary>How well the drawn success rates of the selected prompts foretold the observed ones.</summary>
/// <remarks>A good prediction has a <b>positive</b> correlation, as in the figures of arXiv:2507.04632; the official code correlates with the negated rate.</remarks>
public sealed record PredictionSummary
{
    /// <summary>Pearson's correlation of predicted and observed; <see langword="null"/> where either is constant.</summary>
    public double? Correlation { get; private init; }

    /// <summary>Spearman's; <see langword="null"/> where either is constant.</summary>
    public double? RankCorrelation { get; private init; }

    /// <summary>The observed success rates.</summary>
    public SampleMoments Observed { get; private init; }

    /// <summary>The draws.</summary>
    public SampleMoments Predicted { get; private init; }

    /// <summary>Prompts none of whose rollouts succeeded.</summary>
    public int Unsolved { get; private init; }

    /// <summary>Prompts all of whose rollouts succeeded.</summary>
    public int Solved { get; private init; }

    /// <summary>The share of prompts with both successes and failures, those that teach; 0 without prompts.</summary>
    public double EffectiveRatio { get; private init; }

    /// <summary>Compares.</summary>
    /// <param name="predicted">The draw of each prompt.</param>
    /// <param name="observed">Its rollouts; a prompt without any is left out.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PredictionSummary Of(IReadOnlyList<double> predicted, IReadOnlyList<RolloutCounts> observed)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(observed);
        if (predicted.Count != observed.Count)
        {
            throw new ArgumentException($"{predicted.Count} predictions for {observed.Count} prompts.", nameof(observed));
        }
        var seen = Enumerable.Range(0, observed.Count).Where(prompt => observed[prompt].Scored > 0).ToArray();
        var draws = Array.ConvertAll(seen, prompt => predicted[prompt]);
        var rates = Array.ConvertAll(seen, prompt => observed[prompt].Accuracy);
        return new PredictionSummary
        {
            Correlation = Statistics.Correlation.Pearson(draws, rates),
            RankCorrelation = Statistics.Correlation.Spearman(draws, rates),
            Observed = SampleMoments.Of(rates),
            Predicted = SampleMoments.Of(draws),
            Unsolved = seen.Count(prompt => observed[prompt].IsUnsolved),
            Solved = seen.Count(prompt => observed[prompt].IsSolved),
            EffectiveRatio = seen.Length == 0 ? 0 : (double)seen.Count(prompt => observed[prompt].IsMixed) / seen.Length,
        };
    }
}
