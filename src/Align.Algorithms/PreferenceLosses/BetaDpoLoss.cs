using System.ComponentModel.DataAnnotations;
using Align.Algorithms.Masking;
using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>beta-DPO: ℓ = −log σ(β·D) on the pairs that a draw keeps, with one β for the step: β = max(β_min, β₀·(1 + a·(mean gap − M))).</summary>
/// <remarks>
/// Wu et al. 2024, arXiv:2407.08639; the authors' code is followed where it differs from the paper (its a is the paper's α·β₀). <see cref="BetaDpoGaps"/>
/// keeps the running mean M and spread S of the gaps and draws the pairs; both, and β, are constants and belong to the whole step. The
/// loss is the mean over the kept pairs: a kept row holds N/k times its loss, so that the mean over all N rows is that mean.
/// </remarks>
public sealed record BetaDpoLoss : IPreferenceLoss
{
    /// <summary>The key of the step's β in <see cref="StepStatistics.Numbers"/>.</summary>
    public const string BetaUsed = "beta";

    private const string Selected = "selected";

    /// <summary>β₀. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Beta { get; init; } = 0.1;

    /// <summary>a, how strongly β follows the gaps. 0 to 1,000; 0 keeps β₀.</summary>
    [Range(0.0, 1000.0)]
    public double A { get; init; } = 0.6;

    /// <summary>The share of pairs left out of a step, 0 to below 1; at least one is kept.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double FilterRatio { get; init; } = 0.2;

    /// <summary>γ, how slowly M and S move: M ← γ·M + (1 − γ)·mean. 0 to below 1.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double EmaGamma { get; init; } = 0.9;

    /// <summary>The least β of the authors' form. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double BetaMin { get; init; } = 1e-3;

    /// <summary>Added to S before it divides. 0 (the authors' code, which fails at a policy equal to its reference) to 1.</summary>
    [Range(0.0, 1.0)]
    public double StdEpsilon { get; init; } = 1e-6;

    /// <summary>Whose procedure.</summary>
    public BetaDpoForm Form { get; init; } = BetaDpoForm.Authors;

    /// <inheritdoc/>
    public double RewardScale => Beta;

    /// <inheritdoc/>
    public LossTraits Traits => new()
    {
        NeedsReference = true,
        CouplesBatch = true,
        Monotone = Form == BetaDpoForm.Authors || A == 0,
        ShiftInvariant = true,
        SwapComplement = IsPlainDpo,
        LogTwoAtReference = FilterRatio == 0,
        GradientBound = IsPlainDpo ? Beta : null,
    };

    private bool IsPlainDpo => A == 0 && FilterRatio == 0;

    /// <inheritdoc/>
    /// <remarks>The step's β and the pairs kept; remembers M and S.</remarks>
    public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(memory);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var margins = PreferenceMargins.LogRatioMargin(step);
        var gaps = Gaps(margins);
        var state = BetaDpoGaps.Update(gaps, BetaDpoGaps.Read(memory, InitialSpread), EmaGamma);
        var weights = BetaDpoGaps.LogWeights(gaps, state, StdEpsilon);
        var kept = FilterRatio == 0 ? torch.ones_like(gaps) : BetaDpoGaps.Draw(weights, BetaDpoGaps.Kept(gaps.shape[0], FilterRatio), random);
        return Statistics(gaps, state, kept.MoveToOuterDisposeScope());
    }

    /// <summary>The statistics of a step whose draw is given.</summary>
    /// <param name="gaps">The gaps of all pairs (<see cref="Gaps"/>), [N].</param>
    /// <param name="state">M and S after the step.</param>
    /// <param name="kept">1 where a pair is kept, else 0, [N]; it becomes part of the result.</param>
    public StepStatistics Statistics(Tensor gaps, BetaDpoState state, Tensor kept)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        Shape.Require(gaps, "N").And(kept, "N");
        using var scope = torch.NewDisposeScope();
        var mask = Form == BetaDpoForm.Madpo ? torch.ones_like(kept).ne(0) : kept.ne(0);
        var mean = MaskedReduction.Mean(gaps, mask).to(ScalarType.Float64).item<double>();
        var count = kept.sum().to(ScalarType.Float64).item<double>();
        var beta = Beta * (1 + (A * (mean - state.Mean)));
        var none = StepStatistics.None;
        return none with
        {
            Numbers = none.Numbers.Add(BetaUsed, Form == BetaDpoForm.Madpo ? beta : Math.Max(BetaMin, beta)).Add(Selected, count),
            ChosenRows = none.ChosenRows.Add(Selected, kept),
            Memory = BetaDpoGaps.Write(state, none.Memory),
        };
    }

    /// <summary>The gaps from the margins D: D itself, or β₀·D in MADPO's form; constant. The caller disposes them.</summary>
    public Tensor Gaps(Tensor margins)
    {
        ArgumentNullException.ThrowIfNull(margins);
        using var constant = margins.detach();
        return constant * (Form == BetaDpoForm.Madpo ? Beta : 1.0);
    }

    /// <inheritdoc/>
    public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(counts);
        using var scope = torch.NewDisposeScope();
        var losses = PerPair(batch, statistics);
        var scale = Form == BetaDpoForm.Madpo ? 1 : counts.Examples / Math.Max(1, statistics.Number(Selected));
        return (MaskedReduction.Select(losses, statistics.ChosenRow(Selected).ne(0)) * scale).MoveToOuterDisposeScope();
    }

    /// <summary>−log σ(β·D) of every pair with the step's β, kept or not, [N]; gradients flow, the caller disposes it.</summary>
    public static Tensor PerPair(PreferenceBatch batch, StepStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        using var scope = torch.NewDisposeScope();
        return LogisticLoss.Of(PreferenceMargins.LogRatioMargin(batch) * statistics.Number(BetaUsed)).MoveToOuterDisposeScope();
    }

    private double InitialSpread => Form == BetaDpoForm.Madpo ? 1 : 0;
}
