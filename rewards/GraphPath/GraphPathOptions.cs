using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.GraphPath;

/// <summary>What a path scores that is there and is not a shortest one.</summary>
public sealed record GraphPathOptions
{
    /// <summary>The score of a path from start to end that is too long, times (least length / its length). Default 0. Range [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double DetourScore { get; init; }
}
