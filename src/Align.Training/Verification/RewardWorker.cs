using Align.Training.Supervision;

namespace Align.Training.Verification;

/// <summary>Judges completions with every configured reward, each under its deadline.</summary>
internal sealed class RewardWorker(RewardPanel panel, CancellationToken cancellation) : PoolWorker
{
    /// <inheritdoc/>
    protected override async Task<object> DoAsync(object payload)
    {
        var batch = (ScoringBatch)payload;
        return new ScoringResult(await panel.JudgeAsync(batch.Items, cancellation));
    }
}
