using System.Collections.Immutable;

namespace Align.Core;

/// <summary>A prompt, one completion of it and what the rewards said: the unit that the learner trains on.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="PromptTokenIds">The prompt as the policy read it.</param>
/// <param name="Completion">The policy's answer.</param>
/// <param name="Outcome">The verdict of the weighted rewards.</param>
public sealed record Trajectory(
    Prompt Prompt,
    ImmutableArray<int> PromptTokenIds,
    Completion Completion,
    RewardOutcome Outcome);
