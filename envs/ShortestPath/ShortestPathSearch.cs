using System.Collections.Immutable;

namespace Align.Envs.ShortestPath;

/// <summary>Dijkstra's algorithm on one problem; of nodes at the same distance the one first in the alphabet is settled first.</summary>
internal sealed class ShortestPathSearch
{
    private readonly ShortestPathProblem _problem;
    private readonly int[] _distance;
    private readonly int[] _before;
    private readonly bool[] _settled;

    private ShortestPathSearch(ShortestPathProblem problem)
    {
        _problem = problem;
        _distance = [.. Enumerable.Repeat(int.MaxValue, problem.Nodes)];
        _before = new int[problem.Nodes];
        _settled = new bool[problem.Nodes];
        _distance[problem.Start] = 0;
        while (!_settled[problem.End])
        {
            Settle(Nearest());
        }
    }

    /// <summary>The nodes of a shortest path, both ends included.</summary>
    public ImmutableArray<int> Path { get; private set; }

    /// <summary>How long it is.</summary>
    public int Length => _distance[_problem.End];

    /// <summary>Edges that were looked at until the end was settled: the work by hand.</summary>
    public int EdgesScanned { get; private set; }

    public static ShortestPathSearch Of(ShortestPathProblem problem)
    {
        var search = new ShortestPathSearch(problem);
        var path = new Stack<int>([problem.End]);
        while (path.Peek() != problem.Start)
        {
            path.Push(search._before[path.Peek()]);
        }
        search.Path = [.. path];
        return search;
    }

    private int Nearest() => Enumerable.Range(0, _problem.Nodes).Where(node => !_settled[node]).MinBy(node => _distance[node]);

    private void Settle(int node)
    {
        _settled[node] = true;
        if (node == _problem.End)
        {
            return;
        }
        foreach (var edge in _problem.Edges.Where(edge => edge.From == node || edge.To == node))
        {
            EdgesScanned++;
            var (other, distance) = (edge.Other(node), _distance[node] + edge.Length);
            if (distance < _distance[other])
            {
                (_distance[other], _before[other]) = (distance, node);
            }
        }
    }
}
