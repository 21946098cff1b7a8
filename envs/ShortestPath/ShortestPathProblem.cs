using System.Collections.Immutable;
using System.Globalization;

namespace Align.Envs.ShortestPath;

/// <summary>A connected graph and two of its nodes.</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Edges">In the order of the prompt.</param>
/// <param name="Start">Where the path begins.</param>
/// <param name="End">Where it ends.</param>
internal sealed record ShortestPathProblem(int Nodes, ImmutableArray<GraphEdge> Edges, int Start, int End)
{
    /// <summary>The same for every order of the edges, and for the way back.</summary>
    public string Key
    {
        get
        {
            var edges = Edges.Select(edge => edge.Ordered).OrderBy(edge => edge.From).ThenBy(edge => edge.To);
            return $"{Write(edges, "", " ")};{GraphEdge.Letter(Math.Min(Start, End))}{GraphEdge.Letter(Math.Max(Start, End))}";
        }
    }

    /// <summary>The edges as text: <c>AB3 BC1</c>.</summary>
    public string Write(string beforeLength, string between) => Write(Edges, beforeLength, between);

    private static string Write(IEnumerable<GraphEdge> edges, string beforeLength, string between) => string.Join(between, edges.Select(edge =>
        string.Create(CultureInfo.InvariantCulture, $"{GraphEdge.Letter(edge.From)}{GraphEdge.Letter(edge.To)}{beforeLength}{edge.Length}")));
}
