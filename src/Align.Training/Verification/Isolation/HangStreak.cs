using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>
/// The completions of one call over which workers hung or broke the protocol, by their places. What stands behind the first
/// <see cref="Limit"/> of them in a row is unscorable, whoever judged which completion and when.
/// </summary>
/// <remarks>Workers run at once, so one may have a verdict on a completion before it is known that it stands behind such a row; that verdict is taken back.
/// So verdicts do not depend on the number of workers or on their speed.</remarks>
/// <param name="completions">How many there are.</param>
internal sealed class HangStreak(int completions)
{
    /// <summary>So many in a row are enough.</summary>
    public const int Limit = 16;

    private readonly Lock _gate = new();
    private readonly RewardFault?[] _hangs = new RewardFault?[completions];
    private int _end = int.MaxValue;

    /// <summary>Whether a fault is of those that count: each costs a whole deadline, or a worker at once.</summary>
    public static bool Counts(RewardFaultKind kind) => kind is RewardFaultKind.TimedOut or RewardFaultKind.Protocol;

    /// <summary>Notes what became of a completion.</summary>
    public void Note(int place, RewardFault fault)
    {
        lock (_gate)
        {
            _hangs[place] = fault;
            var first = place;
            while (first > 0 && _hangs[first - 1] is not null)
            {
                first--;
            }
            var end = first + Limit - 1;
            if (end < Math.Min(_end, _hangs.Length) && _hangs.AsSpan(first, Limit).IndexOf((RewardFault?)null) < 0)
            {
                _end = end;
            }
        }
    }

    /// <summary>The verdict on a completion that stands behind so many; <see langword="null"/> where it does not, or that is not known yet.</summary>
    public RewardOutcome.Unscorable? VerdictAt(int place)
    {
        lock (_gate)
        {
            return place > _end && _hangs[_end] is { } last
                ? new(last with { Message = FormattableString.Invariant($"not tried, after {Limit} failures in a row: {last.Message}") })
                : null;
        }
    }
}
