using Align.Core;

namespace Align.Cli.RewardBench;

/// <summary>Puts trials to a reward: one by one, one by one again, and many at the same time.</summary>
/// <param name="reward">The reward.</param>
/// <param name="deadline">For each call.</param>
/// <param name="time">The clock.</param>
internal sealed class RewardTrials(IReward reward, TimeSpan deadline, TimeProvider time)
{
    /// <summary>The verdicts, in the order of the trials.</summary>
    public async Task<IReadOnlyList<BenchVerdict>> RunAsync(IReadOnlyList<BenchTrial> trials, int concurrency, CancellationToken stop)
    {
        var (first, elapsed) = (new RewardOutcome[trials.Count], new TimeSpan[trials.Count]);
        for (var i = 0; i < trials.Count; i++)
        {
            var start = time.GetTimestamp();
            first[i] = await ScoreAsync(trials[i], i, stop);
            elapsed[i] = time.GetElapsedTime(start);
        }
        var again = new RewardOutcome[trials.Count];
        for (var i = 0; i < trials.Count; i++)
        {
            again[i] = await ScoreAsync(trials[i], i, stop);
        }
        var together = new RewardOutcome[trials.Count];
        await Parallel.ForAsync(0, trials.Count, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = stop }, async (i, cancellation) =>
            together[i] = await ScoreAsync(trials[i], i, cancellation));
        return [.. trials.Select((trial, i) => new BenchVerdict(trial, first[i], again[i], together[i], elapsed[i]))];
    }

    private async Task<RewardOutcome> ScoreAsync(BenchTrial trial, int index, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var scoring = Task.Run(() => reward.ScoreAsync(trial.Prompt, trial.Completion(index), limit.Token).AsTask(), stop);
        try
        {
            return await scoring.WaitAsync(deadline, time, stop) is not { } outcome ? Fault(RewardFaultKind.Threw, "it returned null instead of an outcome")
                : outcome is RewardOutcome.Scored scored && !double.IsFinite(scored.Value) ? Fault(RewardFaultKind.NotFinite, "the score is no finite number")
                : outcome;
        }
        catch (TimeoutException) when (!scoring.IsFaulted)
        {
            await limit.CancelAsync();
            return Fault(RewardFaultKind.TimedOut, $"no answer within {deadline.TotalSeconds:0.###} s");
        }
        // The reward is somebody else's code: whatever it throws is a finding, not a fault of the bench.
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            return Fault(RewardFaultKind.Threw, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private static RewardOutcome.Unscorable Fault(RewardFaultKind kind, string message) => new(new RewardFault(kind, message));
}
