using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Rewards.Overlong;

/// <summary>Where the penalty for length begins and how deep it goes.</summary>
public sealed record OverlongOptions : ICompletionLimit
{
    /// <summary>The token limit, L_max; the stage's <c>max_completion_length</c>. Default 512. Range [1, 1000000].</summary>
    [Range(1, 1_000_000)]
    public int MaxCompletionLength { get; init; } = 512;

    /// <summary>The tokens before the limit over which the penalty grows, L_cache of the paper; at most the limit. Default 128. Range [1, 1000000].</summary>
    [Range(1, 1_000_000)]
    public int BufferLength { get; init; } = 128;

    /// <summary>The penalty at the limit. Default 1. Range [0, 1000].</summary>
    [Range(0.0, 1000.0)]
    public double PenaltyFactor { get; init; } = 1;
}
