using System.Globalization;
using Align.Core;

namespace Align.Envs.ShortestPath;

/// <summary>A small graph with lengths, and the question for a shortest path between two nodes: a planning puzzle with a known optimum.</summary>
/// <remarks>
/// The answer and the solution hold one shortest path (<c>ABC</c>, its nodes in a row); the reward <c>graph_path</c> accepts any other of the same length. Metadata:
/// edges (<c>AB3 BC1</c>), start, end (what that reward reads), length, and cost, the edges that Dijkstra's algorithm looks at. The difficulty is its logarithm.
/// </remarks>
public sealed class ShortestPathEnvironment : IEnvironment
{
    /// <summary>Both directions of all edges among 26 nodes.</summary>
    private const double MostScans = 26 * 25;

    private readonly ShortestPathOptions _options;
    private readonly ShortestPathGenerator _generator;
    private readonly SplitSizes _sizes;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the options leave next to no problem.</exception>
    public ShortestPathEnvironment(ShortestPathOptions options)
    {
        _options = ValidOptions.Require(options);
        _generator = new ShortestPathGenerator(options);
        _generator.RequireProblems();
        _sizes = new SplitSizes(options.TrainSize, options.TestSize);
    }

    /// <inheritdoc/>
    public string Name => "shortest_path";

    /// <inheritdoc/>
    public string Alphabet => PromptWording.Alphabet(
        "0123456789",
        string.Concat(Enumerable.Range(0, _options.MaxNodes).Select(GraphEdge.Letter)),
        Text(new ShortestPathProblem(2, [new(0, 1, 1), new(1, 0, 1)], 0, 1)),
        PromptWording.Solution(_options.Style, ""));

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => _sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        _sizes.RequireInside(split, index);
        var (problem, solved) = _generator.Create(split, index);
        var path = string.Concat(solved.Path.Select(GraphEdge.Letter));
        return new Prompt(index, Text(problem))
        {
            Answer = path,
            Solution = PromptWording.Solution(_options.Style, path),
            Difficulty = Math.Log(1 + solved.EdgesScanned) / Math.Log(1 + MostScans),
            Metadata = new Dictionary<string, string>
            {
                ["edges"] = problem.Write("", " "),
                ["start"] = GraphEdge.Letter(problem.Start).ToString(),
                ["end"] = GraphEdge.Letter(problem.End).ToString(),
                ["length"] = solved.Length.ToString(CultureInfo.InvariantCulture),
                ["cost"] = solved.EdgesScanned.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    private string Text(ShortestPathProblem problem)
    {
        var (start, end) = (GraphEdge.Letter(problem.Start), GraphEdge.Letter(problem.End));
        return _options.Style == PromptStyle.Terse
            ? $"{problem.Write("", " ")} {start}-{end}:"
            : $"Roads join these towns, with their lengths: {problem.Write(" ", ", ")}. Every road may be used both ways. Find a shortest path from {start} to {end}. {PromptWording.AskForTags("the towns on the way, both ends included, as letters in a row such as ABC,")}";
    }
}
