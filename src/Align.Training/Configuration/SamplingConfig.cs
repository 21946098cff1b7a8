using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>How completions are sampled; these keys stand directly in the stage.</summary>
public sealed record SamplingConfig
{
    /// <summary>Longest completion in tokens, the stop token included. 1 to 1,048,576.</summary>
    [Range(1, 1048576)]
    public int MaxCompletionLength { get; init; } = 256;

    /// <summary>Divides the logits before sampling. 0 to 100; 0 means the likeliest token always, legal in evaluate stages only.</summary>
    [Range(0.0, 100.0)]
    public double Temperature { get; init; } = 1.0;

    /// <summary>Samples among this many likeliest tokens; 0 means all. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int TopK { get; init; }

    /// <summary>Samples among the likeliest tokens that together reach this probability; 1 means all. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double TopP { get; init; } = 1.0;

    /// <summary>Drops tokens less likely than this share of the likeliest one; 0 drops none. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MinP { get; init; }
}
