using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>What is logged besides the metrics of every step.</summary>
public sealed record LoggingConfig
{
    /// <summary>Steps between logged sample completions; 0 logs none. 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int SampleEverySteps { get; init; } = 10;

    /// <summary>Completions logged at each such step. 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int SamplesPerStep { get; init; } = 4;
}
