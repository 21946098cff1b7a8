using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>Breadth mode (DARS-B, arXiv:2508.13755): every pass over a rollout batch is one optimizer step on all of it, in place of mini-batches.</summary>
public sealed record DarsBConfig
{
    /// <summary>Passes over a rollout batch, each one optimizer step. 1 to 1,000; the official code takes 2.</summary>
    [Range(1, 1000)]
    public int FullBatchEpochs { get; init; } = 2;
}
