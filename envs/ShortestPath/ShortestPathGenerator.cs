using System.Collections.Immutable;
using System.Globalization;
using Align.Core;

namespace Align.Envs.ShortestPath;

/// <summary>Draws a random spanning tree, further edges, lengths and two nodes, until the shortest path between them has enough edges.</summary>
internal sealed class ShortestPathGenerator(ShortestPathOptions options)
{
    /// <summary>So many draws in vain mean that the options leave next to nothing.</summary>
    private const int MostDraws = 20_000;

    private readonly HeldOut _heldOut = new(options.Seed, ShortestPathStreams.Split);

    /// <summary>The problem at an index of the split, and its solution.</summary>
    /// <exception cref="ArgumentException">The options allow next to no problem.</exception>
    public (ShortestPathProblem Problem, ShortestPathSearch Solved) Create(PromptSplit split, long index)
    {
        var stream = RandomStream.Create(options.Seed, RandomPurpose.Environment, ShortestPathStreams.Problem, index, (int)split);
        return Draw(stream, split, options.MinNodes + (int)stream.NextInt64(options.MaxNodes - options.MinNodes + 1));
    }

    /// <summary>Refuses options that leave a number of nodes without problems.</summary>
    /// <exception cref="ArgumentException">They do; the message says what to change.</exception>
    public void RequireProblems()
    {
        for (var nodes = options.MinNodes; nodes <= options.MaxNodes; nodes++)
        {
            Draw(RandomStream.Create(options.Seed, RandomPurpose.Environment, ShortestPathStreams.Problem, -nodes), PromptSplit.Train, nodes);
            Draw(RandomStream.Create(options.Seed, RandomPurpose.Environment, ShortestPathStreams.Problem, -nodes), PromptSplit.Test, nodes);
        }
    }

    private (ShortestPathProblem Problem, ShortestPathSearch Solved) Draw(RandomStream stream, PromptSplit split, int nodes)
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var start = (int)stream.NextInt64(nodes);
            var end = (start + 1 + (int)stream.NextInt64(nodes - 1)) % nodes;
            var problem = new ShortestPathProblem(nodes, Edges(stream, nodes), start, end);
            var solved = ShortestPathSearch.Of(problem);
            if (solved.Path.Length > options.MinEdges && _heldOut.Contains(split, problem.Key))
            {
                return (problem, solved);
            }
        }
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"Graphs of {nodes} nodes hardly ever have a shortest path of at least {options.MinEdges} edges at density {options.Density:R}, or too few differ for two splits. Lower min_edges or density, or raise max_length or min_nodes."));
    }

    private ImmutableArray<GraphEdge> Edges(RandomStream stream, int nodes)
    {
        int[] order = [.. Enumerable.Range(0, nodes)];
        stream.Shuffle(order.AsSpan());
        var tree = Enumerable.Range(1, nodes - 1).Select(at => (order[(int)stream.NextInt64(at)], order[at])).Select(Ordered).ToHashSet();
        var more =
            from a in Enumerable.Range(0, nodes)
            from b in Enumerable.Range(a + 1, nodes - a - 1)
            where !tree.Contains((a, b)) && stream.NextDouble() < options.Density
            select (a, b);
        (int, int)[] all = [.. tree.Order(), .. more];
        stream.Shuffle(all.AsSpan());
        return [.. all.Select(edge => Turned(stream, edge))];
    }

    private GraphEdge Turned(RandomStream stream, (int A, int B) edge)
    {
        var length = 1 + (int)stream.NextInt64(options.MaxLength);
        return stream.NextInt64(2) == 0 ? new(edge.A, edge.B, length) : new(edge.B, edge.A, length);
    }

    private static (int, int) Ordered((int A, int B) edge) => edge.A < edge.B ? edge : (edge.B, edge.A);
}
