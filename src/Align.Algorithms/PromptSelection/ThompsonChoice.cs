namespace Align.Algorithms.PromptSelection;

/// <summary>Which candidates a step trains on, by one draw of each one's success rate.</summary>
/// <remarks>MoPPS, arXiv:2507.04632, section 3. Equal distances are decided by the place in the list, so that the choice is the same everywhere; the official code leaves them to an unstable sort.</remarks>
public static class ThompsonChoice
{
    /// <summary>The candidates with the least (γ̂ − γ*)², the nearest first.</summary>
    /// <param name="draws">γ̂ of each candidate, in [0, 1].</param>
    /// <param name="count">How many; at most as many as there are candidates.</param>
    /// <param name="target">γ*.</param>
    /// <returns>Places in <paramref name="draws"/>.</returns>
    public static int[] Nearest(ReadOnlySpan<double> draws, int count, double target)
    {
        Require(draws, count);
        var distances = Array.ConvertAll(draws.ToArray(), draw => (draw - target) * (draw - target));
        return Least(distances, count);
    }

    /// <summary>Candidates drawn uniformly from those with lower ≤ γ̂ ≤ upper; where they are too few, the <paramref name="count"/> candidates that miss the band by least.</summary>
    /// <param name="draws">γ̂ of each candidate, in [0, 1].</param>
    /// <param name="count">How many; at most as many as there are candidates.</param>
    /// <param name="lower">The band's lower end.</param>
    /// <param name="upper">Its upper end.</param>
    /// <param name="order">A random permutation of the candidates' places: the first of the band in this order are taken.</param>
    /// <returns>Places in <paramref name="draws"/>.</returns>
    public static int[] WithinBand(ReadOnlySpan<double> draws, int count, double lower, double upper, ReadOnlySpan<int> order)
    {
        Require(draws, count);
        if (order.Length != draws.Length)
        {
            throw new ArgumentException($"An order of {order.Length} for {draws.Length} candidates.", nameof(order));
        }
        var numbers = draws.ToArray();
        var within = order.ToArray().Where(place => numbers[place] >= lower && numbers[place] <= upper).Take(count).ToArray();
        return within.Length == count
            ? within
            : Least(Array.ConvertAll(numbers, draw => Math.Max(Math.Max(lower - draw, draw - upper), 0)), count);
    }

    /// <summary>Candidates drawn uniformly: the first in a random order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="order">A random permutation of the candidates' places.</param>
    public static int[] Uniform(int count, ReadOnlySpan<int> order)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, order.Length);
        return order[..count].ToArray();
    }

    private static int[] Least(double[] distances, int count) =>
        [.. Enumerable.Range(0, distances.Length).OrderBy(place => distances[place]).Take(count)];

    private static void Require(ReadOnlySpan<double> draws, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, draws.Length);
    }
}
