using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>How often in a row workers were lost without an answer between: decides how soon the next one starts, and when it is enough.</summary>
internal sealed class WorkerLosses(string reward)
{
    /// <summary>Deaths in a row after which the run cannot go on, and hangs in a row after which the rest of a batch is not tried.</summary>
    public const int Limit = 16;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private int _deaths;
    private int _hangs;
    private RewardFault? _last;
    private RewardFault? _unloadable;

    /// <summary>The verdict on everything, where trying is of no use; <see langword="null"/> as long as it is.</summary>
    public RewardOutcome? VerdictWithoutTrying
    {
        get
        {
            lock (_gate)
            {
                return _unloadable is { } never ? new RewardOutcome.Unscorable(never)
                    : _hangs >= Limit && _last is { } last ? new RewardOutcome.Unscorable(last with { Message = FormattableString.Invariant($"not tried, after {_hangs} failures in a row: {last.Message}") })
                    : null;
            }
        }
    }

    /// <summary>A worker has answered: all is well.</summary>
    public void NoteAnswer()
    {
        lock (_gate)
        {
            (_deaths, _hangs) = (0, 0);
        }
    }

    /// <summary>The next batch is tried, whatever became of the last one.</summary>
    public void BeginBatch()
    {
        lock (_gate)
        {
            _hangs = 0;
        }
    }

    /// <summary>The reward cannot even be made: no worker would fare better.</summary>
    public void NoteUnloadable(string reason)
    {
        lock (_gate)
        {
            _unloadable = new(RewardFaultKind.Threw, reason);
        }
    }

    /// <summary>A worker was lost. How long to wait before the next one starts: the first is replaced at once.</summary>
    /// <exception cref="RewardWorkersLostException">Too many died in a row.</exception>
    public TimeSpan Note(RewardFault fault)
    {
        lock (_gate)
        {
            _last = fault;
            if (fault.Kind != RewardFaultKind.WorkerDied)
            {
                _hangs++;
                return TimeSpan.Zero;
            }
            _deaths++;
            if (_deaths >= Limit)
            {
                throw new RewardWorkersLostException(reward, _deaths, fault);
            }
            var pause = s_firstPause * Math.Pow(2, _deaths - 3);
            return _deaths < 3 ? TimeSpan.Zero : pause < s_longestPause ? pause : s_longestPause;
        }
    }
}
