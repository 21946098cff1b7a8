using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>Waits for one answer and looks, meanwhile, at what the worker takes.</summary>
internal readonly struct AnswerWait(RewardProcess process, WorkerLimits limits, TimeProvider time)
{
    // Whoever answers faster is never looked at: its processes are bounded by their own limits.
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    // The guard in the group is not the worker's.
    private const int Guards = 1;

    /// <summary>The next answer, or why there is none.</summary>
    public async ValueTask<(ScoringAnswer? Answer, RewardFault Lost)> NextAsync(TimeSpan deadline, CancellationToken stop)
    {
        if (process.Answers.TryRead(out var ready))
        {
            return (ready, null!);
        }
        var started = time.GetTimestamp();
        var wait = process.Answers.WaitToReadAsync(stop).AsTask();
        for (var left = deadline; left > TimeSpan.Zero; left = deadline - time.GetElapsedTime(started))
        {
            try
            {
                return await wait.WaitAsync(left < s_look ? left : s_look, time, stop) && process.Answers.TryRead(out var answer)
                    ? (answer, null!)
                    : Lost(RewardFaultKind.WorkerDied, $"its worker {process.Ending}");
            }
            catch (ProtocolException exception)
            {
                return Lost(RewardFaultKind.Protocol, exception.Message + process.LastWords);
            }
            catch (TimeoutException)
            {
                if (Excess() is { } excess)
                {
                    return Lost(RewardFaultKind.WorkerDied, excess);
                }
            }
        }
        return Lost(RewardFaultKind.TimedOut, FormattableString.Invariant($"no answer within {deadline.TotalSeconds:0.###} s{process.LastWords}"));
    }

    private string? Excess()
    {
        var usage = GroupUsage.Of(process.Id);
        return usage.Processes > limits.MaxProcesses + Guards ? FormattableString.Invariant($"its worker had {usage.Processes - Guards} processes and was killed; max_processes is {limits.MaxProcesses}")
            : usage.MemoryMb > limits.MemoryMb + Overhead ? FormattableString.Invariant($"its worker held {usage.MemoryMb} MiB and was killed; memory_mb is {limits.MemoryMb}")
            : null;
    }

    // What a .NET runtime holds before it has judged anything.
    private const int Overhead = 128;

    private static (ScoringAnswer?, RewardFault) Lost(RewardFaultKind kind, string message) => (null, new(kind, message));
}
