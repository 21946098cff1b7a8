using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Verification;

/// <summary>The run's rewards, and the boundary at which a failure of one becomes an outcome.</summary>
/// <remarks>The deadline frees the step, not the thread: a reward that ignores its cancellation token keeps running until it returns.</remarks>
internal sealed class RewardPanel(ImmutableArray<WeightedReward> rewards, TimeSpan deadline, TimeProvider time)
{
    /// <summary>Judges one completion by all rewards, one after the other, and adds them up.</summary>
    public async Task<RewardOutcome> JudgeAsync(Prompt prompt, Completion completion, CancellationToken cancellation)
    {
        var terms = new List<WeightedOutcome>(rewards.Length);
        foreach (var (reward, weight) in rewards)
        {
            terms.Add(new WeightedOutcome(reward.Name, weight, await ScoreAsync(reward, prompt, completion, cancellation)));
        }
        return WeightedSum.Combine(terms);
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
