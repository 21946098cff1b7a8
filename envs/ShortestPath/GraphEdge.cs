namespace Align.Envs.ShortestPath;

/// <summary>An edge that may be walked both ways.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other end.</param>
/// <param name="Length">Above 0.</param>
internal readonly record struct GraphEdge(int From, int To, int Length)
{
    public static char Letter(int node) => (char)('A' + node);

    /// <summary>The ends in alphabetical order.</summary>
    public GraphEdge Ordered => From <= To ? this : new(To, From, Length);

    public int Other(int node) => node == From ? To : From;
}
