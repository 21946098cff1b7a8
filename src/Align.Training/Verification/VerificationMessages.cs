using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Verification;

/// <summary>One completion to judge.</summary>
internal sealed record ScoringItem(Prompt Prompt, Completion Completion);

/// <summary>Completions for one reward worker.</summary>
internal sealed record ScoringBatch(ImmutableArray<ScoringItem> Items);

/// <summary>The verdicts on a <see cref="ScoringBatch"/>, in its order.</summary>
internal sealed record ScoringResult(ImmutableArray<RewardOutcome> Outcomes);
