using System.Collections.Immutable;
using System.Text.Json;
using Align.Algorithms.PreferenceLosses;
using Align.Training.Supervision;

namespace Align.Training.Preference;

/// <summary>h = r(chosen) − r(rejected) of every pair of a stage under its frozen reward model, computed once; the same after a resume, bit for bit.</summary>
internal sealed class RewardMargins
{
    private const int Bins = 20;
    private readonly MadpoLoss? _madpo;

    /// <summary>Margins that are known.</summary>
    /// <param name="values">h by example index, nats.</param>
    /// <param name="madpo">The stage's MADPO loss, whose weights are shown; <see langword="null"/> where another loss reads margins.</param>
    public RewardMargins(ImmutableArray<double> values, MadpoLoss? madpo) => (Values, _madpo) = (values, madpo);

    /// <summary>h by example index, nats.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Scores all pairs.</summary>
    /// <param name="scorer">The frozen reward model.</param>
    /// <param name="examples">The pairs.</param>
    /// <param name="madpo">As in the constructor.</param>
    /// <exception cref="NonFiniteMarginException">The reward model does not give every pair a number.</exception>
    public static RewardMargins Compute(RewardScorer scorer, ImmutableArray<PreferenceExample> examples, MadpoLoss? madpo) => Of(scorer.Margins(examples), madpo);

    /// <summary>Margins as a reward model gave them.</summary>
    /// <param name="values">h by example index, nats.</param>
    /// <param name="madpo">As in the constructor.</param>
    /// <exception cref="NonFiniteMarginException">One is NaN or infinite.</exception>
    public static RewardMargins Of(ImmutableArray<double> values, MadpoLoss? madpo)
    {
        foreach (var (pair, margin) in values.Index())
        {
            if (!double.IsFinite(margin))
            {
                throw new NonFiniteMarginException(pair, margin, values.Count(value => !double.IsFinite(value)));
            }
        }
        return new RewardMargins(values, madpo);
    }

    /// <summary>Adds how the margins lie, and the weights that follow from them, to the metrics.</summary>
    public void AddTo(IDictionary<string, double> metrics)
    {
        var (mean, deviation) = Moments(Values);
        metrics["madpo/h_mean"] = mean;
        metrics["madpo/h_std"] = deviation;
        metrics["madpo/contradicted"] = Values.Count(margin => margin < 0) / (double)Values.Count;
        if (Weights() is { } weights)
        {
            metrics["madpo/w_mean"] = weights.Average();
            metrics["madpo/w_min"] = weights.Min();
            metrics["madpo/w_max"] = weights.Max();
        }
    }

    /// <summary>Writes the histograms of h and of the weights.</summary>
    public void Write(string path) => WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(
        new { h = Histogram(Values), w = Weights() is { } weights ? Histogram(weights) : null }, RunJson.Options));

    private double[]? Weights()
    {
        if (_madpo is null)
        {
            return null;
        }
        using var scope = NewDisposeScope();
        return _madpo.Weights(tensor(Values.ToArray())).data<double>().ToArray();
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1)));
    }

    private static object Histogram(IReadOnlyList<double> values)
    {
        var (least, greatest) = (values.Min(), values.Max());
        var width = (greatest - least) / Bins;
        var counts = new long[Bins];
        foreach (var value in values)
        {
            counts[width == 0 ? 0 : Math.Min(Bins - 1, (int)((value - least) / width))]++;
        }
        return new { least, greatest, counts };
    }
}
