using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Verification;

/// <summary>The run's rewards, and the boundary at which a failure of one becomes an outcome.</summary>
/// <remarks>For a reward in this process the deadline frees the step, not the thread: one that ignores its cancellation token keeps running until it returns. In processes of its own it is killed.</remarks>
internal sealed class RewardPanel(ImmutableArray<WeightedReward> rewards, TimeSpan deadline, TimeProvider time)
{
    /// <summary>Judges one completion by all rewards, one after the other, and adds them up.</summary>
    public async Task<RewardOutcome> JudgeAsync(Prompt prompt, Completion completion, CancellationToken cancellation) =>
        (await JudgeAsync([new ScoringItem(prompt, completion)], cancellation))[0];

    /// <summary>Judges completions by all rewards, one reward after the other, and adds up what they say of each. Totals are in the order of the completions.</summary>
    public async Task<ImmutableArray<RewardOutcome>> JudgeAsync(ImmutableArray<ScoringItem> items, CancellationToken cancellation)
    {
        var terms = items.Select(_ => new List<WeightedOutcome>(rewards.Length)).ToArray();
        foreach (var term in rewards)
        {
            var outcomes = await ScoreAsync(term.Reward, items, cancellation);
            for (var i = 0; i < terms.Length; i++)
            {
                terms[i].Add(new WeightedOutcome(term.Reward.Name, term.Weight, outcomes[i]) { Gate = term.Gate });
            }
        }
        return [.. terms.Select(WeightedSum.Combine)];
    }

    private async Task<ImmutableArray<RewardOutcome>> ScoreAsync(IReward reward, ImmutableArray<ScoringItem> items, CancellationToken cancellation)
    {
        if (reward is IBatchReward batch)
        {
            return await batch.ScoreAsync(items, deadline, cancellation);
        }
        var outcomes = ImmutableArray.CreateBuilder<RewardOutcome>(items.Length);
        foreach (var item in items)
        {
            outcomes.Add(await ScoreAsync(reward, item.Prompt, item.Completion, cancellation));
        }
        return outcomes.MoveToImmutable();
    }

    private async Task<RewardOutcome> ScoreAsync(IReward reward, Prompt prompt, Completion completion, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A pool thread of its own: a reward that blocks must not hold up its deadline.
        var scoring = Task.Run(() => reward.ScoreAsync(prompt, completion, limit.Token).AsTask(), cancellation);
        try
        {
            return await scoring.WaitAsync(deadline, time, cancellation)
                ?? Unscorable(RewardFaultKind.Threw, "it returned null instead of an outcome");
        }
        catch (TimeoutException) when (!scoring.IsFaulted)
        {
            await CancelAsync(limit);
            return Unscorable(RewardFaultKind.TimedOut, $"no answer within {deadline.TotalSeconds:0.###} s");
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            return Unscorable(RewardFaultKind.Threw, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    // What a reward does when it is cancelled is its own affair: the outcome is decided.
    private static async Task CancelAsync(CancellationTokenSource limit)
    {
        try
        {
            await limit.CancelAsync();
        }
        catch (AggregateException)
        {
        }
    }

    private static RewardOutcome.Unscorable Unscorable(RewardFaultKind kind, string message) => new(new RewardFault(kind, message));
}
