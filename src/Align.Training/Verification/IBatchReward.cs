using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Verification;

/// <summary>A reward that takes many completions at once and keeps the deadline of each itself, by stronger means than a token.</summary>
internal interface IBatchReward : IReward
{
    /// <summary>Judges completions; one outcome each, in their order.</summary>
    /// <param name="items">The completions.</param>
    /// <param name="deadline">The time for one of them, not counting the wait for a worker.</param>
    /// <param name="cancellation">Cancelled when the run is over.</param>
    Task<ImmutableArray<RewardOutcome>> ScoreAsync(ImmutableArray<ScoringItem> items, TimeSpan deadline, CancellationToken cancellation);
}
