using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.WellFormed;

/// <summary>What a text that is not well formed scores.</summary>
public sealed record WellFormedOptions
{
    /// <summary>The score of a text that is not well formed; a well-formed one scores 1. Default 0. Range [-1000, 1000], finite.</summary>
    [Range(-1000.0, 1000.0)]
    public double Otherwise { get; init; }
}
