using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>Makes the tastes of a world's domains: word values whose sums over the world's texts have mean 0, variance 1 and the correlation that was asked.</summary>
/// <remarks>
/// Each of a family's three tastes starts from its own random values, orthogonalized against those before it under the
/// covariance of the word counts (a negated word counts −1) in the world's texts. A Cholesky factor of the matrix with ones
/// on the diagonal and the correlation elsewhere then mixes them.
/// </remarks>
internal sealed class SentimentTastes
{
    private const int FamilySize = 3;
    private const int Texts = 4000;
    private const double NeutralShare = 0.3;
    private const int Decimals = 3;

    private readonly long _seed;
    private readonly double[][] _counts;
    private readonly double[] _mean;

    /// <summary>Counts the words of <see cref="Texts"/> texts of the world.</summary>
    public SentimentTastes(MarkovText chain, SentimentOptions options)
    {
        _seed = options.Seed;
        _counts = [.. Enumerable.Range(0, Texts).Select(index => Count(Draw(chain, options, index)))];
        _mean = [.. Enumerable.Range(0, SentimentSymbols.Words.Length).Select(word => _counts.Average(count => count[word]))];
    }

    public SentimentLexicon Create(SentimentDomain domain, double correlation)
    {
        var (family, place) = Math.DivRem((int)domain, FamilySize);
        var basis = new List<double[]>();
        for (var member = 0; member <= place; member++)
        {
            basis.Add(Orthonormal(RawValues((family * FamilySize) + member), basis));
        }
        var mixture = CholeskyRow(place, correlation);
        return new SentimentLexicon(Combine(basis, mixture).Select(value => Math.Round(value, Decimals)));
    }

    private static string Draw(MarkovText chain, SentimentOptions options, int index)
    {
        var stream = RandomStream.Create(options.Seed, RandomPurpose.Environment, SentimentStreams.Moments, index);
        var length = options.MinResponseLength + (int)stream.NextInt64(options.MaxResponseLength - options.MinResponseLength + 1);
        return chain.Draw(stream, length);
    }

    private static double[] Count(string text)
    {
        var counts = new double[SentimentSymbols.Words.Length];
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != SentimentSymbols.Negation)
            {
                counts[SentimentSymbols.Words.IndexOf(text[at], StringComparison.Ordinal)] += at > 0 && text[at - 1] == SentimentSymbols.Negation ? -1 : 1;
            }
        }
        return counts;
    }

    /// <summary>Normal values, three tenths of the words neutral, moved so that the mean score is 0.</summary>
    private double[] RawValues(int taste)
    {
        var stream = RandomStream.Create(_seed, RandomPurpose.Environment, SentimentStreams.Values, taste);
        var values = _mean.Select(_ => stream.NextDouble() < NeutralShare ? 0 : stream.NextGaussian()).ToArray();
        var charged = Enumerable.Range(0, values.Length).Where(word => values[word] != 0).ToArray();
        var shift = charged.Sum(word => values[word] * _mean[word]) / charged.Sum(word => _mean[word]);
        foreach (var word in charged)
        {
            values[word] -= shift;
        }
        return values;
    }

    private double[] Orthonormal(double[] values, List<double[]> basis)
    {
        foreach (var earlier in basis)
        {
            values = [.. values.Zip(earlier, (value, other) => value - (Covariance(values, earlier) * other))];
        }
        var deviation = Math.Sqrt(Covariance(values, values));
        return [.. values.Select(value => value / deviation)];
    }

    // Every vector here has mean score 0, so that the mean of the products is the covariance.
    private double Covariance(double[] left, double[] right) => _counts.Average(count => Dot(count, left) * Dot(count, right));

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += left[at] * right[at];
        }
        return sum;
    }

    /// <summary>A row of the factor L with L·Lᵀ equal to ones on the diagonal and <paramref name="correlation"/> elsewhere.</summary>
    private static double[] CholeskyRow(int row, double correlation)
    {
        var second = Math.Sqrt(1 - (correlation * correlation));
        var below = correlation * (1 - correlation) / second;
        return row switch
        {
            0 => [1],
            1 => [correlation, second],
            _ => [correlation, below, Math.Sqrt(1 - (correlation * correlation) - (below * below))],
        };
    }

    private static IEnumerable<double> Combine(List<double[]> basis, double[] mixture) =>
        Enumerable.Range(0, basis[0].Length).Select(word => basis.Zip(mixture, (values, share) => share * values[word]).Sum());
}
