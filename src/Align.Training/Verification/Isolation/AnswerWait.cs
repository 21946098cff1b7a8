using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>Waits for one answer of a worker.</summary>
internal readonly struct AnswerWait(RewardProcess process, TimeProvider time)
{
    // Timers know no longer ones.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(40);

    /// <summary>The next answer, or why there is none.</summary>
    public async ValueTask<(ScoringAnswer? Answer, RewardFault Lost)> NextAsync(TimeSpan deadline, CancellationToken stop)
    {
        if (process.Answers.TryRead(out var ready))
        {
            return (ready, null!);
        }
        try
        {
            var limit = deadline < s_longest ? deadline : Timeout.InfiniteTimeSpan;
            return await process.Answers.WaitToReadAsync(stop).AsTask().WaitAsync(limit, time, stop) && process.Answers.TryRead(out var answer)
                ? (answer, null!)
                : Lost(RewardFaultKind.WorkerDied, $"its worker {process.Ending}");
        }
        catch (ProtocolException exception)
        {
            // One that is killed for what it takes can end within a frame.
            return process.Excess is { } excess
                ? Lost(RewardFaultKind.WorkerDied, $"its worker {excess}")
                : Lost(RewardFaultKind.Protocol, exception.Message + process.LastWords);
        }
        catch (TimeoutException)
        {
            return Lost(RewardFaultKind.TimedOut, FormattableString.Invariant($"no answer within {deadline.TotalSeconds:0.###} s{process.Silence()}"));
        }
    }

    private static (ScoringAnswer?, RewardFault) Lost(RewardFaultKind kind, string message) => (null, new(kind, message));
}
