using System.Globalization;
using Align.Core;
using Align.Envs;
using Align.Envs.ShortestPath;

namespace Align.Tests.Envs.ShortestPath;

public sealed class ShortestPathEnvironmentTests
{
    [Fact]
    public void The_answer_is_as_short_as_the_best_of_all_paths() => Assert.All(First(new ShortestPathEnvironment(new ShortestPathOptions { MaxNodes = 6 }), 200), prompt =>
    {
        var edges = Edges(prompt);
        var all = Paths(edges, prompt.Metadata["start"], prompt.Metadata["end"][0]).ToList();

        Assert.Equal(all.Min(path => LengthOf(edges, path)), LengthOf(edges, prompt.Answer!));
        Assert.Equal(prompt.Metadata["length"], LengthOf(edges, prompt.Answer!).ToString(CultureInfo.InvariantCulture));
        Assert.Contains(prompt.Answer!, all);
    });

    [Fact]
    public void Answers_have_as_many_edges_as_were_asked() => Assert.All(
        First(new ShortestPathEnvironment(new ShortestPathOptions { MinNodes = 6, MaxNodes = 8, MinEdges = 4, Density = 0.1 }), 200),
        prompt => Assert.True(prompt.Answer!.Length >= 5));

    [Fact]
    public void Graphs_are_connected_and_have_the_nodes_that_were_asked() => Assert.All(First(new ShortestPathEnvironment(new ShortestPathOptions { Density = 0 }), 200), prompt =>
    {
        var edges = Edges(prompt);
        var nodes = edges.SelectMany(edge => edge.Key).Distinct().Count();
        Assert.InRange(nodes, 4, 7);
        // A tree: no edge beyond those that join all nodes.
        Assert.Equal(nodes - 1, edges.Count / 2);
    });

    // Four nodes in a row, A to D by B and C: Dijkstra settles A (1 edge), B (2 edges), C (2 edges), D.
    [Fact]
    public void The_cost_counts_the_edges_that_are_looked_at()
    {
        var environment = new ShortestPathEnvironment(new ShortestPathOptions { MinNodes = 4, MaxNodes = 4, MinEdges = 3, Density = 0 });

        Assert.All(First(environment, 20), prompt => Assert.Equal("5", prompt.Metadata["cost"]));
        Assert.All(First(environment, 20), prompt => Assert.Equal(Math.Log(6) / Math.Log(651), prompt.Difficulty!.Value, 12));
    }

    [Fact]
    public void Larger_graphs_are_harder_on_average()
    {
        var easy = First(new ShortestPathEnvironment(new ShortestPathOptions { MinNodes = 4, MaxNodes = 4 }), 200).Average(prompt => prompt.Difficulty!.Value);
        var hard = First(new ShortestPathEnvironment(new ShortestPathOptions { MinNodes = 12, MaxNodes = 12 }), 200).Average(prompt => prompt.Difficulty!.Value);

        Assert.True(easy < hard - 0.1, $"{easy} {hard}");
    }

    [Fact]
    public void Neither_the_order_of_the_edges_nor_the_direction_moves_a_problem_to_the_other_split()
    {
        var environment = new ShortestPathEnvironment(new ShortestPathOptions { MinNodes = 3, MaxNodes = 3, MaxLength = 3 });
        var train = First(environment, 2000).Select(Key).ToHashSet();

        Assert.Empty(First(environment, 500, PromptSplit.Test).Select(Key).Intersect(train));
    }

    [Fact]
    public void English_prompts_ask_for_tags_and_solutions_have_them()
    {
        var prompt = new ShortestPathEnvironment(new ShortestPathOptions { Style = PromptStyle.Text }).CreatePrompt(PromptSplit.Train, 0);

        Assert.StartsWith("Roads join these towns, with their lengths: ", prompt.Text, StringComparison.Ordinal);
        Assert.Equal($"<answer>{prompt.Answer}</answer>", prompt.Solution);
    }

    public static TheoryData<string, ShortestPathOptions> Refused => new()
    {
        { nameof(ShortestPathOptions.MinNodes), new ShortestPathOptions { MinNodes = 1 } },
        { "min_nodes", new ShortestPathOptions { MinNodes = 9 } },
        { "min_edges", new ShortestPathOptions { MinEdges = 4 } },
        { nameof(ShortestPathOptions.Density), new ShortestPathOptions { Density = double.NaN } },
        { "hardly ever", new ShortestPathOptions { Density = 1, MaxLength = 1 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_that_make_no_problems_are_refused_by_name(string named, ShortestPathOptions options) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new ShortestPathEnvironment(options)).Message, StringComparison.Ordinal);

    // Part of the run format: resumed and repeated runs rely on these very prompts.
    [Fact]
    public void The_first_prompts_are_frozen() => Assert.Equal(FirstPrompts, First(new ShortestPathEnvironment(new ShortestPathOptions()), 3).Select(prompt => $"{prompt.Text}{prompt.Answer}"));

    private static readonly string[] FirstPrompts = ["CB1 DC3 CA7 D-A:DCA", "DF5 FA5 EC2 AB2 BC7 BD3 C-A:CBA", "AF6 BE5 GE2 AB3 EF8 BF6 BC1 AE1 ED9 GA4 GC6 F-D:FAED"];

    private static IEnumerable<Prompt> First(ShortestPathEnvironment environment, int count, PromptSplit split = PromptSplit.Train) =>
        Enumerable.Range(0, count).Select(index => environment.CreatePrompt(split, index));

    private static Dictionary<string, int> Edges(Prompt prompt) => prompt.Metadata["edges"].Split(' ')
        .SelectMany(edge => new[] { (edge[..2], edge[2..]), ($"{edge[1]}{edge[0]}", edge[2..]) })
        .ToDictionary(edge => edge.Item1, edge => int.Parse(edge.Item2, CultureInfo.InvariantCulture));

    private static int LengthOf(Dictionary<string, int> edges, string path) => path.Zip(path.Skip(1)).Sum(step => edges[$"{step.First}{step.Second}"]);

    private static IEnumerable<string> Paths(Dictionary<string, int> edges, string begun, char end) => begun[^1] == end
        ? [begun]
        : edges.Keys.Where(edge => edge[0] == begun[^1] && !begun.Contains(edge[1], StringComparison.Ordinal)).SelectMany(edge => Paths(edges, begun + edge[1], end));

    private static string Key(Prompt prompt) =>
        $"{string.Join(' ', Edges(prompt).Select(edge => $"{edge.Key}{edge.Value}").Order())};{string.Concat((prompt.Metadata["start"] + prompt.Metadata["end"]).Order())}";
}
