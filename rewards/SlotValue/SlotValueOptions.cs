using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.SlotValue;

/// <summary>How the letters in slots become a score.</summary>
public sealed record SlotValueOptions
{
    /// <summary>The score of a completion without any slot. Default 0. Range [-1, 1].</summary>
    [Range(-1.0, 1.0)]
    public double NoSlot { get; init; }
}
