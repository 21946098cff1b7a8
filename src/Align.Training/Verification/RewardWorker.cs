using System.Collections.Immutable;
using Align.Core;
using Align.Training.Supervision;

namespace Align.Training.Verification;

/// <summary>Judges completions with every configured reward, each under its deadline.</summary>
internal sealed class RewardWorker(RewardPanel panel, CancellationToken cancellation) : PoolWorker
{
    /// <inheritdoc/>
    protected override async Task<object> DoAsync(object payload)
    {
        var batch = (ScoringBatch)payload;
        var outcomes = ImmutableArray.CreateBuilder<RewardOutcome>(batch.Items.Length);
        foreach (var item in batch.Items)
        {
            outcomes.Add(await panel.JudgeAsync(item.Prompt, item.Completion, cancellation));
        }
        return new ScoringResult(outcomes.MoveToImmutable());
    }
}
