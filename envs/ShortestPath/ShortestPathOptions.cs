using System.ComponentModel.DataAnnotations;

namespace Align.Envs.ShortestPath;

/// <summary>What graphs there are, and what paths are asked for.</summary>
public sealed record ShortestPathOptions : IValidatableObject
{
    /// <summary>The fewest nodes. Default 4. Range [2, 26].</summary>
    [Range(2, 26)]
    public int MinNodes { get; init; } = 4;

    /// <summary>The most nodes. Default 7. Range [2, 26], and not below <see cref="MinNodes"/>.</summary>
    [Range(2, 26)]
    public int MaxNodes { get; init; } = 7;

    /// <summary>Edges beyond a spanning tree, as a share of those that could be there. Default 0.3. Range [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Density { get; init; } = 0.3;

    /// <summary>The greatest length of an edge; lengths are whole numbers from 1. Default 9. Range [1, 99].</summary>
    [Range(1, 99)]
    public int MaxLength { get; init; } = 9;

    /// <summary>The fewest edges of a path that is the answer. Default 2. Range [1, 25], and below <see cref="MinNodes"/>.</summary>
    [Range(1, 25)]
    public int MinEdges { get; init; } = 2;

    /// <summary>How the prompt is worded. Default terse. Legal: terse (<c>AB3 BC1 AC9 A-C:</c>), text (English, and the answer in tags).</summary>
    public PromptStyle Style { get; init; } = PromptStyle.Terse;

    /// <summary>How many prompts there are to train on. Default 10000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TrainSize { get; init; } = 10_000;

    /// <summary>How many prompts are held out. Default 1000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TestSize { get; init; } = 1_000;

    /// <summary>Decides every draw and the split. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }

    /// <summary>The problems that concern more than one option.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. ValidOptions.InOrder("min_nodes", MinNodes, "max_nodes", MaxNodes, nameof(MinNodes)),
        .. EdgeProblems(),
    ];

    private IEnumerable<ValidationResult> EdgeProblems()
    {
        if (MinEdges >= MinNodes)
        {
            yield return new ValidationResult($"min_edges is {MinEdges} and min_nodes is {MinNodes}; a path has fewer edges than the graph has nodes.", [nameof(MinEdges)]);
        }
    }
}
