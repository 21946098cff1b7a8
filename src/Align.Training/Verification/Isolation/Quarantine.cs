using System.Collections.Concurrent;
using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>Completions that have cost two workers their lives. They are not tried again.</summary>
internal sealed class Quarantine
{
    private const int Strikes = 2;
    private readonly ConcurrentDictionary<(string Prompt, string Completion), (int Count, RewardFaultKind Kind)> _strikes = new();

    /// <summary>How many there are.</summary>
    public int Count => _strikes.Values.Count(strike => strike.Count >= Strikes);

    /// <summary>Notes that a worker had to be replaced over a completion.</summary>
    public void Note((string Prompt, string Completion) pair, RewardFaultKind kind) =>
        _strikes.AddOrUpdate(pair, (1, kind), (_, before) => (before.Count + 1, kind));

    /// <summary>The fault of a completion that is not to be tried; <see langword="null"/> for all others.</summary>
    public RewardFault? FaultOf((string Prompt, string Completion) pair) => _strikes.TryGetValue(pair, out var strike) && strike.Count >= Strikes
        ? new RewardFault(strike.Kind, FormattableString.Invariant($"in quarantine: this answer to this prompt has cost {strike.Count} workers"))
        : null;
}
