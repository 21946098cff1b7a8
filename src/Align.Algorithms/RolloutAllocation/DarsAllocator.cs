using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Advantages;

namespace Align.Algorithms.RolloutAllocation;

/// <summary>DARS: hard prompts get further rollouts in a second stage, until their cumulative |advantage| reaches what the schedule asks for; prompts never or always solved are let go.</summary>
/// <remarks>
/// arXiv:2508.13755; the numbers are those of <see cref="DarsAllocation"/>. A group's mean is taken over all its rollouts and no group is averaged
/// down to the weight of another: that larger groups weigh more is the mechanism. Where some rollouts could not be judged, the accuracy and N are
/// those of the judged ones, and n_max bounds what was sampled. Whether the schedule reckons with scaled rewards follows from the stage's
/// advantage estimator: the official code's <c>grpo_use_std</c> sets both.
/// <para>Differs from the official code: whole-number arithmetic instead of a float32 quotient, and an empty second stage is no failure.</para>
/// </remarks>
public sealed record DarsAllocator : IRolloutAllocator
{
    private const int OfficialMaxEqual = 32;
    private const int OfficialMaxWeighted = 64;

    /// <summary>How far hard prompts are lifted: et (equal treatment) or hw (hardness weighted).</summary>
    public DarsSchedule Schedule { get; init; } = DarsSchedule.Et;

    /// <summary>The most rollouts of a prompt in both stages. 1 to 65,536; null means 32 for et and 64 for hw, as in the official scripts.</summary>
    [Range(1, 65536)]
    public int? NMax { get; init; }

    /// <summary>Prompts are trained on where their mean success over both stages lies above 0 and below this. Above 0, up to 1.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double UpperThreshold { get; init; } = 1;

    /// <inheritdoc/>
    public AllocatorTraits Traits => new() { TwoStages = true };

    private int Most => NMax ?? (Schedule == DarsSchedule.Hw ? OfficialMaxWeighted : OfficialMaxEqual);

    /// <inheritdoc/>
    public int MaxGenerations(int numGenerations) => Math.Max(Most, numGenerations);

    /// <inheritdoc/>
    public int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages)
    {
        ArgumentNullException.ThrowIfNull(advantages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first.Scored, numGenerations);
        var unjudged = numGenerations - first.Scored;
        return DarsAllocation.ExtraRollouts(first, Schedule, advantages.DividesByGroupDeviation, Math.Max(Most - unjudged, 0));
    }

    /// <inheritdoc/>
    public bool Keeps(RolloutCounts all) => DarsFilter.Keeps(all, UpperThreshold);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<AllocatedGroup> groups) => DarsMetrics.Of(groups);
}
