using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>AOT on pairs: ℓ_k = −log σ(β·(u_(k) − v_(k))): the sorted log-ratios u = p_w − p_l of the policy against the sorted v = q_w − q_l of the reference.</summary>
/// <remarks>
/// Melnyk et al. 2024, arXiv:2406.05882, as TRL's <c>loss_type: aot</c>. The batch's distribution of u is to dominate that of v. TRL sorts within each
/// device's micro-batch, so its loss depends on the cut; here the k-th partner comes from the whole step. The loss is given in the rows' own order.
/// </remarks>
public sealed record AotLoss : IPreferenceLoss
{
    private const string Partner = "partner";

    /// <summary>β, the strength of the KL anchor. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>ε, the share of labels that are wrong, 0 to 0.5.</summary>
    [Range(0.0, 0.5)]
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        CouplesBatch = true,
        Monotone = LabelSmoothing == 0,
        ShiftInvariant = true,
        SwapComplement = LabelSmoothing == 0,
        LogTwoAtReference = true,
        GradientBound = Beta * (1 - LabelSmoothing),
    };

    /// <inheritdoc/>
    /// <remarks>Each row's v with the rank of its u.</remarks>
    public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
    {
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var partners = SortedPartners.Of(PreferenceMargins.LogProbMargin(step), PreferenceMargins.ReferenceMargin(step));
        return StepStatistics.None with { ChosenRows = StepStatistics.None.ChosenRows.Add(Partner, partners.MoveToOuterDisposeScope()) };
    }

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        using var scope = torch.NewDisposeScope();
        var logits = (PreferenceMargins.LogProbMargin(batch) - statistics.ChosenRow(Partner)) * Beta;
        return LogisticLoss.Smoothed(logits, LabelSmoothing).MoveToOuterDisposeScope();
    }
}
