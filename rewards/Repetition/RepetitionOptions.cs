using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.Repetition;

/// <summary>What counts as repetition and what it costs.</summary>
public sealed record RepetitionOptions
{
    /// <summary>The length of the runs that are compared. Default 3. Range [1, 100].</summary>
    [Range(1, 100)]
    public int NgramSize { get; init; } = 3;

    /// <summary>The penalty of a completion that is one run over and over. Default 1. Range [0, 1000].</summary>
    [Range(0.0, 1000.0)]
    public double MaxPenalty { get; init; } = 1;

    /// <summary>What runs are made of. Default <see cref="RepetitionUnit.Words"/>.</summary>
    public RepetitionUnit Unit { get; init; } = RepetitionUnit.Words;
}

/// <summary>What runs are made of.</summary>
public enum RepetitionUnit
{
    /// <summary>Words between white space, in small letters.</summary>
    Words,

    /// <summary>Tokens.</summary>
    Tokens,

    /// <summary>Characters.</summary>
    Characters,
}
