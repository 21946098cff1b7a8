using Align.Core;

namespace Align.Rewards.GraphPath;

/// <summary>1 where the completion is a shortest path of the prompt's graph, whichever; 0 where it is none.</summary>
/// <remarks>
/// The answer is the text between the last <c>&lt;answer&gt;</c> tags, or the whole completion where there are none: the nodes in a row, with or without
/// spaces, commas, hyphens and <c>&gt;</c> between them. The prompt's metadata have <c>edges</c> (<c>AB3 BC1</c>), <c>start</c> and <c>end</c>; a prompt without them
/// is skipped. The least length is found anew. Details: <c>path</c>, 1 where the answer leads from start to end along edges; <c>detour</c>, by how much of the least length it is too long.
/// </remarks>
public sealed class GraphPathReward : IReward
{
    private const int MostCharacters = 1000;
    private readonly double _detourScore;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    public GraphPathReward(GraphPathOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _detourScore = options.DetourScore;
    }

    /// <inheritdoc/>
    public string Name => "graph_path";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's graph cannot be read, or no path joins its two nodes.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        if (!prompt.Metadata.TryGetValue("edges", out var edges)
            || !prompt.Metadata.TryGetValue("start", out var start)
            || !prompt.Metadata.TryGetValue("end", out var end))
        {
            return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Skipped($"prompt {prompt.Id} has no graph with a start and an end"));
        }
        if (start is not [var first] || end is not [var last])
        {
            throw new FormatException($"The start '{start}' and the end '{end}' must each be one letter.");
        }
        return ValueTask.FromResult<RewardOutcome>(Judge(completion.Text, WeightedGraph.Read(edges), first, last));
    }

    private RewardOutcome.Scored Judge(string text, WeightedGraph graph, char start, char end)
    {
        var least = graph.Shortest(start, end) ?? throw new FormatException($"No path of the prompt's graph joins {start} and {end}.");
        if (Nodes(text) is not [var first, .., var last] nodes || first != start || last != end || graph.LengthOf(nodes) is not { } length)
        {
            return new RewardOutcome.Scored(0, new Dictionary<string, double> { ["path"] = 0 });
        }
        return new RewardOutcome.Scored(
            length == least ? 1 : _detourScore * least / length,
            new Dictionary<string, double> { ["path"] = 1, ["detour"] = ((double)length / least) - 1 });
    }

    private static string Nodes(string text) =>
        AnswerTag.Extract(text) is { Length: <= MostCharacters } answer ? string.Concat(answer.Where(sign => !IsSeparator(sign))) : "";

    private static bool IsSeparator(char sign) => char.IsWhiteSpace(sign) || sign is ',' or '-' or '>' or '→';
}
