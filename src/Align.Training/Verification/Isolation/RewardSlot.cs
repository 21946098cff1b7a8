using System.Globalization;
using System.Security.Cryptography;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Verification.Isolation;

/// <summary>One place for a worker: holds a process, hands it completions, and replaces it when it fails.</summary>
/// <remarks>One conversation at a time. Completions are judged in their order; the first that has no answer is the one at fault.</remarks>
internal sealed class RewardSlot(ProgramStart program, WorkerLimits limits, Quarantine quarantine, WorkerLosses losses, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private RewardProcess? _process;
    private long _asked;

    /// <summary>The process's id while there is one.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Gives every completion of <paramref name="chunk"/> its verdict.</summary>
    /// <param name="chunk">What to judge.</param>
    /// <param name="deadline">The time for one completion, counted from the answer before it.</param>
    /// <param name="stop">Cancelled to give up; the worker is killed.</param>
    /// <exception cref="RewardWorkersLostException">Workers die faster than they answer.</exception>
    public async Task JudgeAsync(IEnumerable<PendingScore> chunk, TimeSpan deadline, CancellationToken stop)
    {
        var left = new List<PendingScore>(chunk);
        try
        {
            while (left.Count > 0)
            {
                if (losses.VerdictWithoutTrying is { } known)
                {
                    DecideAll(left, known);
                }
                else if (quarantine.FaultOf(left[0].Pair) is { } fault)
                {
                    Decide(left, left[0], new RewardOutcome.Unscorable(fault));
                }
                else if (await ConverseAsync(left, deadline, stop) is { } lost)
                {
                    await ReplaceAsync(left, lost, stop);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Discard();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Discard();

    // Null when every completion up to one in quarantine has its verdict; else why the process is of no use any more.
    private async Task<RewardFault?> ConverseAsync(List<PendingScore> left, TimeSpan deadline, CancellationToken stop)
    {
        var (process, failure) = await ReadyAsync(stop);
        if (process is null)
        {
            return failure;
        }
        var asked = left.TakeWhile(pending => quarantine.FaultOf(pending.Pair) is null).ToDictionary(_ => NextId());
        _ = process.SendAsync([.. asked.Select(pair => ScoringRequest.Of(pair.Key, pair.Value.Item, program.IsFramed))]);
        while (asked.Count > 0)
        {
            var (answer, lost) = await new AnswerWait(process, limits, time).NextAsync(deadline, stop);
            if (answer is null)
            {
                return lost;
            }
            if (!asked.Remove(answer.Id, out var pending) || answer.ToOutcome() is not { } outcome)
            {
                return new(RewardFaultKind.Protocol, $"the worker answered what it was not asked, or not with one of reward, skipped and unscorable{process.LastWords}");
            }
            losses.NoteAnswer();
            Decide(left, pending, outcome);
        }
        return null;
    }

    private async Task<(RewardProcess? Process, RewardFault? Failure)> ReadyAsync(CancellationToken stop)
    {
        // What is said unasked cannot be right; nobody is to blame for it but the worker.
        if (_process is { } running && (running.Answers.TryRead(out _) || running.Answers.Completion.IsCompleted))
        {
            Discard();
        }
        if (_process is not null)
        {
            return (_process, null);
        }
        try
        {
            _process = RewardProcess.Start(program, limits);
        }
        catch (IOException exception)
        {
            return (null, new(RewardFaultKind.WorkerDied, exception.Message));
        }
        return program.IsFramed ? await HearReadyAsync(_process, stop) : (_process, null);
    }

    private async Task<(RewardProcess? Process, RewardFault? Failure)> HearReadyAsync(RewardProcess process, CancellationToken stop)
    {
        var (answer, lost) = await new AnswerWait(process, limits, time).NextAsync(s_startLimit, stop);
        if (answer is null)
        {
            return (null, lost with { Kind = RewardFaultKind.WorkerDied, Message = $"it did not start: {lost.Message}" });
        }
        if (answer.Unscorable is { } reason)
        {
            losses.NoteUnloadable(reason);
            return (null, new(RewardFaultKind.Threw, reason));
        }
        return (process, null);
    }

    // A death is tried once more; a hang is not, and neither is nonsense.
    private async Task ReplaceAsync(List<PendingScore> left, RewardFault lost, CancellationToken stop)
    {
        Discard();
        var offender = left[0];
        quarantine.Note(offender.Pair, lost.Kind);
        offender.Deaths++;
        if (lost.Kind != RewardFaultKind.WorkerDied || offender.Deaths > 1)
        {
            Decide(left, offender, new RewardOutcome.Unscorable(lost));
        }
        var pause = losses.Note(lost);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, stop);
        }
    }

    private void Discard()
    {
        _process?.Dispose();
        _process = null;
    }

    private static void DecideAll(List<PendingScore> left, RewardOutcome outcome)
    {
        foreach (var pending in left.ToArray())
        {
            Decide(left, pending, outcome);
        }
    }

    private static void Decide(List<PendingScore> left, PendingScore pending, RewardOutcome outcome)
    {
        left.Remove(pending);
        pending.Decide(outcome);
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{++_asked}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
}
