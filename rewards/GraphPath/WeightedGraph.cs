using System.Globalization;

namespace Align.Rewards.GraphPath;

/// <summary>A graph of lettered nodes, read from <c>AB3 BC1</c>.</summary>
internal sealed class WeightedGraph
{
    private readonly Dictionary<(char, char), long> _lengths = [];

    private WeightedGraph()
    {
    }

    /// <summary>Reads the edges; each may be walked both ways.</summary>
    /// <exception cref="FormatException">An edge is not two letters and a length above 0, or comes twice.</exception>
    public static WeightedGraph Read(string edges)
    {
        var graph = new WeightedGraph();
        foreach (var edge in edges.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (edge is not [var a, var b, .. var number]
                || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= 0
                || !graph._lengths.TryAdd((a, b), length)
                || !graph._lengths.TryAdd((b, a), length))
            {
                throw new FormatException($"The edge '{edge}' is not two different letters and a length above 0, or comes twice; write AB3 BC1.");
            }
        }
        return graph;
    }

    /// <summary>The length of a walk along edges; <see langword="null"/> where one is missing.</summary>
    public long? LengthOf(ReadOnlySpan<char> nodes)
    {
        var sum = 0L;
        for (var at = 1; at < nodes.Length; at++)
        {
            if (!_lengths.TryGetValue((nodes[at - 1], nodes[at]), out var length))
            {
                return null;
            }
            sum += length;
        }
        return sum;
    }

    /// <summary>The least length of a path (Bellman and Ford); <see langword="null"/> where there is none.</summary>
    public long? Shortest(char start, char end)
    {
        var distances = new Dictionary<char, long> { [start] = 0 };
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var ((from, to), length) in _lengths)
            {
                if (distances.TryGetValue(from, out var before) && before + length < distances.GetValueOrDefault(to, long.MaxValue))
                {
                    (distances[to], changed) = (before + length, true);
                }
            }
        }
        return distances.TryGetValue(end, out var distance) ? distance : null;
    }
}
