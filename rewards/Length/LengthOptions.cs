using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.Length;

/// <summary>The lengths that are liked, in tokens, the stop token included.</summary>
public sealed record LengthOptions
{
    /// <summary>The longest completion that scores 1. Default 256. Range [0, 1000000].</summary>
    [Range(0, 1_000_000)]
    public int Target { get; init; } = 256;

    /// <summary>The shortest completion that scores 0 for its length; above the target. Default 512. Range [1, 1000000].</summary>
    [Range(1, 1_000_000)]
    public int Max { get; init; } = 512;

    /// <summary>The shortest completion that scores 1; below it the score falls to 0 at no token. At most the target. Default 0. Range [0, 1000000].</summary>
    [Range(0, 1_000_000)]
    public int Min { get; init; }

    /// <summary>How the score falls. Default <see cref="LengthShape.Linear"/>.</summary>
    public LengthShape Shape { get; init; } = LengthShape.Linear;
}

/// <summary>How a score falls from 1 to 0.</summary>
public enum LengthShape
{
    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>Along half a wave of the cosine, flat at both ends.</summary>
    Cosine,
}
