using System.Globalization;
using System.Security.Cryptography;
using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>One place for a worker: holds a process, hands it completions, and replaces it when it fails.</summary>
/// <remarks>One conversation at a time. Completions are judged in their order; the first that has no answer is the one at fault.</remarks>
internal sealed class RewardSlot(WatchedProcesses processes, Quarantine quarantine, WorkerLosses losses) : IDisposable
{
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(60);
    private RewardProcess? _process;
    private long _asked;

    /// <summary>The process's id while there is one.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Gives every completion of <paramref name="chunk"/> its verdict.</summary>
    /// <param name="chunk">What to judge.</param>
    /// <param name="hangs">Those of the whole call over which workers hung.</param>
    /// <param name="deadline">The time for one completion, counted from the answer before it.</param>
    /// <param name="stop">Cancelled to give up; the worker is killed.</param>
    /// <exception cref="RewardWorkersLostException">Workers die faster than they answer, or cannot be started.</exception>
    public async Task JudgeAsync(IEnumerable<PendingScore> chunk, HangStreak hangs, TimeSpan deadline, CancellationToken stop)
    {
        var left = new List<PendingScore>(chunk);
        try
        {
            while (left.Count > 0)
            {
                if (WithoutTrying(left[0], hangs) is { } known)
                {
                    Decide(left, left[0], known);
                }
                else if (await ReadyAsync(stop) is { } process && await ConverseAsync(process, left, deadline, stop) is { } lost)
                {
                    await ReplaceAsync(left, hangs, lost, stop);
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

    private RewardOutcome? WithoutTrying(PendingScore pending, HangStreak hangs)
    {
        if ((losses.Unloadable ?? hangs.VerdictAt(pending.Place)) is { } known)
        {
            return known;
        }
        if (quarantine.FaultOf(pending.Pair) is not { } fault)
        {
            return null;
        }
        NoteHang(pending, hangs, fault);
        return new RewardOutcome.Unscorable(fault);
    }

    // Null when every completion up to one in quarantine has its verdict; else why the process is of no use any more.
    private async Task<RewardFault?> ConverseAsync(RewardProcess process, List<PendingScore> left, TimeSpan deadline, CancellationToken stop)
    {
        var asked = left.TakeWhile(pending => quarantine.FaultOf(pending.Pair) is null).ToDictionary(_ => NextId());
        _ = process.SendAsync([.. asked.Select(pair => ScoringRequest.Of(pair.Key, pair.Value.Item, processes.AreFramed))]);
        while (asked.Count > 0)
        {
            var (answer, lost) = await new AnswerWait(process, processes.Time).NextAsync(deadline, stop);
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
        processes.Look();
        return null;
    }

    // Null where none could be started: no completion is to blame for that.
    private async Task<RewardProcess?> ReadyAsync(CancellationToken stop)
    {
        if (_process is { IsOfNoUse: true } gone)
        {
            losses.NoteLost(gone.Ending);
            Discard();
        }
        if (_process is not null)
        {
            return _process;
        }
        if (await StartAsync(stop) is not { } failure)
        {
            return _process;
        }
        Discard();
        if (losses.Unloadable is null)
        {
            losses.NoteLost(failure.Message);
            await PauseAsync(failure, stop);
        }
        return null;
    }

    private async Task<RewardFault?> StartAsync(CancellationToken stop)
    {
        try
        {
            _process = processes.Start();
        }
        catch (IOException exception)
        {
            return new(RewardFaultKind.WorkerDied, $"could not be started: {exception.Message}");
        }
        if (!processes.AreFramed)
        {
            return null;
        }
        var (answer, lost) = await new AnswerWait(_process, processes.Time).NextAsync(s_startLimit, stop);
        if (answer is null)
        {
            return new(RewardFaultKind.WorkerDied, $"did not start: {lost.Message}");
        }
        if (answer.Unscorable is not { } reason)
        {
            return null;
        }
        losses.NoteUnloadable(reason);
        return new(RewardFaultKind.Threw, reason);
    }

    // A death is tried once more; a hang is not, and neither is nonsense.
    private async Task ReplaceAsync(List<PendingScore> left, HangStreak hangs, RewardFault lost, CancellationToken stop)
    {
        Discard();
        losses.NoteLost(lost.Message);
        var offender = left[0];
        var dies = lost.Kind == RewardFaultKind.WorkerDied;
        offender.Deaths += dies ? 1 : 0;
        if (!dies || offender.Deaths == Quarantine.Limit)
        {
            quarantine.Note(offender.Pair, lost.Kind, dies ? offender.Deaths : 1);
            NoteHang(offender, hangs, lost);
            Decide(left, offender, new RewardOutcome.Unscorable(lost));
        }
        if (dies)
        {
            await PauseAsync(lost, stop);
        }
    }

    private static void NoteHang(PendingScore pending, HangStreak hangs, RewardFault fault)
    {
        if (HangStreak.Counts(fault.Kind))
        {
            hangs.Note(pending.Place, fault);
        }
    }

    private async Task PauseAsync(RewardFault lost, CancellationToken stop)
    {
        var pause = losses.PauseAfterDeath(lost);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, processes.Time, stop);
        }
    }

    private void Discard()
    {
        if (_process is { } process)
        {
            processes.End(process);
        }
        _process = null;
    }

    private static void Decide(List<PendingScore> left, PendingScore pending, RewardOutcome outcome)
    {
        left.Remove(pending);
        pending.Decide(outcome);
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{++_asked}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
}
