using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>The faults of rewards, counted by reward and kind.</summary>
/// <param name="Counts">In the order of names and kinds; none is 0.</param>
public sealed record RewardFaults(ImmutableArray<RewardFaultCount> Counts)
{
    /// <summary>No fault.</summary>
    public static RewardFaults None { get; } = new([]);

    /// <summary>Those of judged completions.</summary>
    internal static RewardFaults Of(ImmutableArray<RolloutGroup> groups) => Sum(
        groups.SelectMany(group => group.Trajectories).Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Unscorable>()
            .SelectMany(outcome => outcome.Others.Prepend(outcome.Fault))
            .Select(fault => new RewardFaultCount(fault.Reward ?? "", fault.Kind, 1)));

    /// <summary>These and others.</summary>
    public RewardFaults With(RewardFaults others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others.Counts.IsEmpty ? this : Sum(Counts.Concat(others.Counts));
    }

    /// <summary>A kind as metrics write it.</summary>
    public static string NameOf(RewardFaultKind kind) => kind switch
    {
        RewardFaultKind.Threw => "threw",
        RewardFaultKind.TimedOut => "timed_out",
        RewardFaultKind.NotFinite => "not_finite",
        RewardFaultKind.WorkerDied => "worker_died",
        RewardFaultKind.Protocol => "protocol",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of reward fault."),
    };

    private static RewardFaults Sum(IEnumerable<RewardFaultCount> counts) => new(
    [
        .. counts.GroupBy(one => (one.Reward, one.Kind)).OrderBy(same => same.Key.Reward, StringComparer.Ordinal).ThenBy(same => same.Key.Kind)
            .Select(same => new RewardFaultCount(same.Key.Reward, same.Key.Kind, same.Sum(one => one.Completions))),
    ]);
}
