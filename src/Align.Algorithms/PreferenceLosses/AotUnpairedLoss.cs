using System.ComponentModel.DataAnnotations;
using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>AOT across pairs: ℓ_k = −log σ(β·(a_(k) − b_(k))): the sorted log-ratios a = ρ_w of the chosen responses against the sorted b = ρ_l of the rejected ones.</summary>
/// <remarks>
/// Melnyk et al. 2024, arXiv:2406.05882, as TRL's <c>loss_type: aot_unpaired</c>: which response was rejected for which does not matter, but
/// there must be as many of both. The k-th partners come from the whole step; TRL's from each device's micro-batch.
/// <para>
/// Row i holds the loss of chosen i with its partner's measured value, and the gradient of rejected i: a term that is 0 in value,
/// f(A − b) − f(A − b°) with b° as measured. Over a step values and gradients are those of the sorted sum.
/// </para>
/// </remarks>
public sealed record AotUnpairedLoss : IPreferenceLoss
{
    private const string Partner = "partner";
    private const string Measured = "measured";

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
        LogTwoAtReference = true,
        GradientBound = Beta * (1 - LabelSmoothing),
    };

    /// <inheritdoc/>
    /// <remarks>For each row of either side the log-ratio of the same rank on the other side; for the rejected side its own too.</remarks>
    public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
    {
        PreferenceMargins.RequirePairs(step);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (chosen, rejected) = (PreferenceMargins.LogRatio(step.Chosen), PreferenceMargins.LogRatio(step.Rejected));
        var none = StepStatistics.None;
        return none with
        {
            ChosenRows = none.ChosenRows.Add(Partner, SortedPartners.Of(chosen, rejected).MoveToOuterDisposeScope()),
            RejectedRows = none.RejectedRows
                .Add(Partner, SortedPartners.Of(rejected, chosen).MoveToOuterDisposeScope())
                .Add(Measured, rejected.MoveToOuterDisposeScope()),
        };
    }

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        PreferenceMargins.RequirePairs(batch);
        using var scope = torch.NewDisposeScope();
        var partner = statistics.RejectedRow(Partner);
        var chosen = Loss(PreferenceMargins.LogRatio(batch.Chosen) - statistics.ChosenRow(Partner));
        var rejected = Loss(partner - PreferenceMargins.LogRatio(batch.Rejected));
        var measured = Loss(partner - statistics.RejectedRow(Measured));
        return (chosen + (rejected - measured)).MoveToOuterDisposeScope();
    }

    private Tensor Loss(Tensor margins) => LogisticLoss.Smoothed(margins * Beta, LabelSmoothing);
}
