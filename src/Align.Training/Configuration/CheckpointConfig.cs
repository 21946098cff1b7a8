using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>When training state is saved and how much of it is kept. The end of a stage and an interrupt always save.</summary>
public sealed record CheckpointConfig
{
    /// <summary>Steps between checkpoints. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int EverySteps { get; init; } = 20;

    /// <summary>How many checkpoints stay on disk, the newest ones. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int Keep { get; init; } = 2;
}
