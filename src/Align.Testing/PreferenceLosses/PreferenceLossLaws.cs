using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>The laws of preference losses, and the check of a loss against those that its traits promise.</summary>
/// <remarks><c>PreferenceLossLaws.Check(new MyLoss()).OrThrow()</c> is a whole test; it needs no test framework of its own.</remarks>
public static class PreferenceLossLaws
{
    private const string Always = "always";

    /// <summary>It computes from the inputs that its traits ask for.</summary>
    public static PreferenceLossLaw DeclaredInputs { get; } = new(
        new Law(nameof(DeclaredInputs), "Given exactly the inputs that its traits ask for, it returns one loss a row, of the rows' type.", Always, "LossTraits: a trait that is not declared is an input that is not there"),
        PurityLaws.DeclaredInputs)
    {
        Domain = PreferenceDomain.Moderate with { Type = ScalarType.Float32 },
    };

    /// <summary>It holds no state.</summary>
    public static PreferenceLossLaw Deterministic { get; } = new(
        new Law(nameof(Deterministic), "Called twice with the same inputs, it gives the same bits, and leaves the inputs as they were.", Always, "a loss is a pure function; beta-DPO's authors keep a moving average inside theirs (arXiv:2407.08639)"),
        PurityLaws.Deterministic);

    /// <summary>No overflow.</summary>
    public static PreferenceLossLaw FiniteAtExtremes { get; } = new(
        new Law(nameof(FiniteAtExtremes), "In float32, losses and gradients are finite for log-ratios of up to ±400 a token and for empty responses.", Always, "log(sigmoid(z)) is −∞ below −88 (ORPO's code), log(1 + exp(z)) is ∞ above 88, 0/0 at an empty response"),
        NumericLaws.Finite)
    {
        Domain = PreferenceDomain.Extreme with { Type = ScalarType.Float32 },
    };

    /// <summary>The gradient is that of the value.</summary>
    public static PreferenceLossLaw FiniteDifferences { get; } = new(
        new Law(nameof(FiniteDifferences), "In float64, the gradient agrees with central differences; at a kink it lies between the two sides' slopes.", Always, "the definition of a gradient; statistics of the step, and weights that are detached altogether, are constants"),
        NumericLaws.Differences)
    {
        Domain = PreferenceDomain.Moderate with { EmptyRows = false, MaxRows = 2, MaxTokens = 3 },
    };

    /// <summary>NaN under the mask is not seen.</summary>
    public static PreferenceLossLaw MaskInvariance { get; } = new(
        new Law(nameof(MaskInvariance), "What lies under the mask changes no loss and no gradient, NaN and infinities included, and has gradient 0.", "ReadsTokens", "masking by multiplication: NaN · 0 = NaN (TRL, prime-rl, OpenRLHF)"),
        MaskLaws.Hidden)
    {
        Domain = PreferenceDomain.Moderate with { Poison = true },
        Exempts = MaskLaws.WithoutTokens,
    };

    /// <summary>The padded width does not count.</summary>
    public static PreferenceLossLaw PaddingWidth { get; } = new(
        new Law(nameof(PaddingWidth), "More columns of padding change no loss and no gradient.", "ReadsTokens", "a mean over the padded width weighs a response by the longest one of its batch"),
        MaskLaws.Width)
    {
        Exempts = MaskLaws.WithoutTokens,
    };

    /// <summary>Micro-batches add up.</summary>
    public static PreferenceLossLaw MicroBatchSplit { get; } = new(
        new Law(nameof(MicroBatchSplit), "Given row by row, with the counts and statistics of the whole step, losses and gradients are those of one batch.", "always; a loss that CouplesBatch measures the whole step once, and each part gets its rows of the statistics", "a mean of micro-batch means weighs examples by the cut"),
        CutLaws.MicroBatches);

    /// <summary>The order of the rows does not matter.</summary>
    public static PreferenceLossLaw Permutation { get; } = new(
        new Law(nameof(Permutation), "Rows in another order have the same losses and gradients, in that order.", "always; statistics move with their rows", "the loss of a step is a mean over a set of examples"),
        CutLaws.Order);

    /// <summary>A batch given twice has the same mean.</summary>
    public static PreferenceLossLaw DuplicatedBatch { get; } = new(
        new Law(nameof(DuplicatedBatch), "The mean loss of a batch given twice is that of the batch.", "not CouplesBatch", "the loss of a step is a mean: doubling data and counts changes nothing"),
        CutLaws.Duplicate)
    {
        Exempts = static traits => traits.CouplesBatch ? "it couples the batch: its statistics may depend on the number of examples" : null,
    };

    /// <summary>No rows, no loss.</summary>
    public static PreferenceLossLaw EmptyBatch { get; } = new(
        new Law(nameof(EmptyBatch), "A micro-batch without rows has no losses, and nothing of it is NaN.", Always, "0/0 in a mean over nothing"),
        CutLaws.Empty);

    /// <summary>The reference is a constant.</summary>
    public static PreferenceLossLaw ConstantReference { get; } = new(
        new Law(nameof(ConstantReference), "No gradient reaches the reference's log-probabilities or the reward model's margins.", "it reads some", "the reference is frozen: a gradient there trains it, or is lost work"),
        ReferenceLaws.Constant)
    {
        Exempts = ReferenceLaws.WithoutConstants,
    };

    /// <summary>A reference that is not needed is not read.</summary>
    public static PreferenceLossLaw ReferenceIndependence { get; } = new(
        new Law(nameof(ReferenceIndependence), "Giving a reference changes no loss and no gradient.", "not NeedsReference", "SimPO, CPO and ORPO have no reference (arXiv:2405.14734, 2401.08417, 2403.07691)"),
        ReferenceLaws.Unread)
    {
        Exempts = ReferenceLaws.WithReference,
    };

    /// <summary>The two directions' probabilities add up to 1.</summary>
    public static PreferenceLossLaw SwapComplement { get; } = new(
        new Law(nameof(SwapComplement), "exp(−ℓ(w, l)) + exp(−ℓ(l, w)) = 1 for every pair; where the batch is coupled, on average over the step.", "SwapComplement", "Bradley and Terry: P(w ≻ l) + P(l ≻ w) = 1"),
        MarginLaws.Complement)
    {
        Domain = PreferenceDomain.Extreme,
        Exempts = MarginLaws.Unless(traits => traits.SwapComplement, "SwapComplement"),
    };

    /// <summary>A coin's entropy at the reference.</summary>
    public static PreferenceLossLaw LogTwoAtReference { get; } = new(
        new Law(nameof(LogTwoAtReference), "Where the policy is the reference, the loss of a pair is log 2.", "LogTwoAtReference", "DPO at its first step, arXiv:2305.18290: −log σ(0)"),
        MarginLaws.LogTwo)
    {
        Domain = PreferenceDomain.Moderate with { AtReference = true, EmptyRows = false },
        Exempts = MarginLaws.Unless(traits => traits.LogTwoAtReference, "LogTwoAtReference"),
    };

    /// <summary>Only the difference of the two sides counts.</summary>
    public static PreferenceLossLaw ShiftInvariance { get; } = new(
        new Law(nameof(ShiftInvariance), "One constant added to the policy's log-probabilities of both sides changes no loss, and a pair's two gradients add up to 0.", "ShiftInvariant", "losses of a margin: the prompt's normaliser cancels (arXiv:2305.18290, section 4)"),
        MarginLaws.ShiftInvariant)
    {
        Domain = PreferenceDomain.Moderate with { EmptyRows = false },
        Exempts = MarginLaws.Unless(traits => traits.ShiftInvariant, "ShiftInvariant"),
    };

    /// <summary>Better never costs more.</summary>
    public static PreferenceLossLaw Monotonicity { get; } = new(
        new Law(nameof(Monotonicity), "Raising a chosen log-probability never raises the loss, and lowering a rejected one never does.", "Monotone", "the loss follows the preference; a swapped sign is the commonest fault of all"),
        MarginLaws.Monotone)
    {
        Domain = PreferenceDomain.Extreme with { EmptyRows = false },
        Exempts = MarginLaws.Unless(traits => traits.Monotone, "Monotone"),
    };

    /// <summary>No gradient beyond the bound.</summary>
    public static PreferenceLossLaw GradientBound { get; } = new(
        new Law(nameof(GradientBound), "|∂ℓ/∂p| never exceeds the declared bound.", "GradientBound", "DPO and cDPO: β; KTO: λβ/4; hinge: β; MADPO: 2β; DPOP: β(1 + λ)"),
        MarginLaws.GradientBound)
    {
        Domain = PreferenceDomain.Extreme,
        Exempts = MarginLaws.Unless(traits => traits.GradientBound is not null, "a GradientBound"),
    };

    /// <summary>No value beyond finite bounds.</summary>
    public static PreferenceLossLaw Boundedness { get; } = new(
        new Law(nameof(Boundedness), "The loss saturates as log-probabilities go to −∞.", "Bounded", "KTO: 0 < ℓ < λ (arXiv:2402.01306)"),
        MarginLaws.Bounded)
    {
        Domain = PreferenceDomain.Extreme with { EmptyRows = false },
        Exempts = MarginLaws.Unless(traits => traits.Bounded, "Bounded"),
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<PreferenceLossLaw> All { get; } =
    [
        DeclaredInputs, Deterministic, FiniteAtExtremes, FiniteDifferences, MaskInvariance, PaddingWidth, MicroBatchSplit, Permutation, DuplicatedBatch, EmptyBatch,
        ConstantReference, ReferenceIndependence, SwapComplement, LogTwoAtReference, ShiftInvariance, Monotonicity, GradientBound, Boundedness,
    ];

    /// <summary>Puts every law that its traits promise to the loss.</summary>
    /// <param name="loss">The loss, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="DeclaredInputs"/> is broken, the others are not tried.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LawReport Check(IPreferenceLoss loss, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var chosen = options ?? new LawOptions();
        chosen.Require();
        return LawReport.Of(LiteralCode.New(loss), All.Select(law => (law.Law, (Func<LawOutcome>)(() => law.Run(loss, chosen)))));
    }
}
