using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Training.Configuration;

/// <summary>Which preference examples a stage learns from; these keys stand directly in the stage.</summary>
public sealed record PairDataConfig
{
    /// <summary>A JSONL file with TRL's columns: <c>prompt, chosen, rejected</c>, or <c>prompt, completion, label</c> for unpaired losses; texts or chat messages. Without it, the environment's own pairs. Relative paths start at this file's folder.</summary>
    [FilePath]
    public string? Data { get; init; }

    /// <summary>Learn from the first so many examples alone. Without it, all that there are; of an environment without bound, max_steps × per_step_pairs. 1 to 100,000,000.</summary>
    [Range(1, 100_000_000)]
    public int? NumPairs { get; init; }

    /// <summary>What becomes of examples with more tokens than the model has positions.</summary>
    public TooLong TooLong { get; init; } = TooLong.Refuse;

    /// <summary>Share of a data file's examples that is kept for evaluation, drawn by the seed, where the stage evaluates. Above 0, below 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double HeldOutFraction { get; init; } = 0.1;

    /// <summary>Pairs of an environment's test split to evaluate on, of its tuning part (the first ones, or as many as there are), where the stage evaluates. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int EvalPairs { get; init; } = 256;
}

/// <summary>What becomes of examples that are too long for the model.</summary>
public enum TooLong
{
    /// <summary>The run does not start; the lines are named.</summary>
    Refuse,

    /// <summary>They are left out and counted.</summary>
    Skip,
}
