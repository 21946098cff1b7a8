namespace Align.Algorithms.RolloutAllocation;

/// <summary>What became of one prompt of a step.</summary>
/// <param name="First">Verdicts of the first stage.</param>
/// <param name="Extra">Completions of the second stage, scored or not.</param>
/// <param name="All">Verdicts of both stages.</param>
/// <param name="CumulativeAdvantage">Σ|A| over its scored completions; 0 where the prompt was let go. Where tokens have advantages of their own, a completion counts with their mean.</param>
/// <param name="Kept">Whether the prompt was trained on.</param>
public sealed record AllocatedGroup(RolloutCounts First, int Extra, RolloutCounts All, double CumulativeAdvantage, bool Kept);
