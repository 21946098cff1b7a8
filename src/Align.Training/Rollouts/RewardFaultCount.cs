using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>How many completions a reward could not judge for one kind of reason.</summary>
/// <param name="Reward">The reward's name; empty for a weighted sum that is not finite while its terms are.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Completions">How many. One that two rewards fail over counts for each.</param>
public sealed record RewardFaultCount(string Reward, RewardFaultKind Kind, long Completions);
