using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>The workers of a reward that were lost: decides how soon the next one starts, and when it is enough.</summary>
internal sealed class WorkerLosses(string reward)
{
    /// <summary>Deaths in a row, without an answer between, after which the run cannot go on.</summary>
    public const int Limit = 16;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private int _deaths;
    private int _count;
    private string? _last;
    private RewardFault? _unloadable;

    /// <summary>The verdict on everything where the reward cannot be made; <see langword="null"/> where it can.</summary>
    public RewardOutcome? Unloadable
    {
        get
        {
            lock (_gate)
            {
                return _unloadable is { } never ? new RewardOutcome.Unscorable(never) : null;
            }
        }
    }

    /// <summary>What to tell of them at the end of a run; <see langword="null"/> where none was lost.</summary>
    public string? Summary
    {
        get
        {
            lock (_gate)
            {
                return _count == 0 ? null : FormattableString.Invariant($"reward '{reward}' lost {_count} {(_count == 1 ? "worker" : "workers")}; the last: {_last}");
            }
        }
    }

    /// <summary>A worker has answered: all is well.</summary>
    public void NoteAnswer()
    {
        lock (_gate)
        {
            _deaths = 0;
        }
    }

    /// <summary>A worker is of no use any more.</summary>
    /// <param name="what">What it did, in words that follow its name.</param>
    public void NoteLost(string what)
    {
        lock (_gate)
        {
            (_count, _last) = (_count + 1, what);
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

    /// <summary>A worker has died, or did not start. How long to wait before the next one starts: the first is replaced at once.</summary>
    /// <exception cref="RewardWorkersLostException">Too many died in a row.</exception>
    public TimeSpan PauseAfterDeath(RewardFault fault)
    {
        lock (_gate)
        {
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
