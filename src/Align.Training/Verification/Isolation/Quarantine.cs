using System.Collections.Concurrent;
using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>Completions that have cost two workers. They are not tried again as long as this process lives.</summary>
/// <remarks>A death that the same completion survives in the next worker is none of these: it was not the one to blame.</remarks>
internal sealed class Quarantine
{
    /// <summary>So many workers are enough.</summary>
    public const int Limit = 2;

    private readonly ConcurrentDictionary<(string Prompt, string Completion), (int Workers, RewardFaultKind Kind)> _lost = new();

    /// <summary>Notes that workers had to be replaced over a completion.</summary>
    public void Note((string Prompt, string Completion) pair, RewardFaultKind kind, int workers) =>
        _lost.AddOrUpdate(pair, (workers, kind), (_, before) => (before.Workers + workers, kind));

    /// <summary>The fault of a completion that is not to be tried; <see langword="null"/> for all others.</summary>
    public RewardFault? FaultOf((string Prompt, string Completion) pair) => _lost.TryGetValue(pair, out var lost) && lost.Workers >= Limit
        ? new RewardFault(lost.Kind, FormattableString.Invariant($"in quarantine: this answer to this prompt has cost {lost.Workers} workers"))
        : null;
}
