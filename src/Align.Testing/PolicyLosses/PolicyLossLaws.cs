using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>The laws of policy losses, and the check of a loss against those that its traits promise.</summary>
/// <remarks><c>PolicyLossLaws.Check(new MyLoss()).OrThrow()</c> is a whole test; it needs no test framework of its own.</remarks>
public static class PolicyLossLaws
{
    private const string Always = "always";

    /// <summary>It computes from what it is given.</summary>
    public static PolicyLossLaw DeclaredInputs { get; } = new(
        new Law(nameof(DeclaredInputs), "Without reference and entropy, it returns one loss a token, of the log-probabilities' shape and type.", Always, "IPolicyLoss: reference and entropy belong to the objective around it"),
        PolicyPurityLaws.DeclaredInputs)
    {
        Domain = PolicyDomain.Moderate with { Type = ScalarType.Float32 },
    };

    /// <summary>It holds no state.</summary>
    public static PolicyLossLaw Deterministic { get; } = new(
        new Law(nameof(Deterministic), "Called twice with the same inputs, it gives the same bits, and leaves the inputs as they were.", Always, "a loss is a pure function"),
        PolicyPurityLaws.Deterministic);

    /// <summary>No overflow.</summary>
    public static PolicyLossLaw FiniteAtExtremes { get; } = new(
        new Law(nameof(FiniteAtExtremes), "In float32, token losses, gradients and statistics are finite for log-ratios of up to ±400 a token, and for empty completions.", Always, "exp(log ρ) is ∞ above 88; 0/0 in the mean over an empty completion"),
        PolicyNumericLaws.Finite)
    {
        Domain = PolicyDomain.Extreme with { Type = ScalarType.Float32 },
    };

    /// <summary>The gradient is that of the value.</summary>
    public static PolicyLossLaw FiniteDifferences { get; } = new(
        new Law(nameof(FiniteDifferences), "In float64, the gradient of the aggregated loss agrees with central differences; at a kink it lies between the two sides' slopes.", "not StraightThrough", "the definition of a gradient; statistics of the step are constants"),
        PolicyNumericLaws.Differences)
    {
        Domain = PolicyDomain.Moderate with { MaxRows = 2, MaxTokens = 3 },
        Exempts = static traits => traits.StraightThrough ? "it declares StraightThrough: part of its value is detached on purpose" : null,
    };

    /// <summary>NaN under the mask is not seen.</summary>
    public static PolicyLossLaw MaskInvariance { get; } = new(
        new Law(nameof(MaskInvariance), "What lies under the mask changes no loss and no gradient, NaN and infinities included, and its loss and gradient are 0.", Always, "masking by multiplication: NaN · 0 = NaN (TRL, prime-rl, OpenRLHF)"),
        PolicyCutLaws.Hidden)
    {
        Domain = PolicyDomain.Moderate with { Poison = true },
    };

    /// <summary>The padded width does not count.</summary>
    public static PolicyLossLaw PaddingWidth { get; } = new(
        new Law(nameof(PaddingWidth), "More columns of padding change no loss and no gradient.", Always, "a mean over the padded width weighs a completion by the longest one of its batch (verl's default scale)"),
        PolicyCutLaws.Width);

    /// <summary>Micro-batches add up.</summary>
    public static PolicyLossLaw MicroBatchSplit { get; } = new(
        new Law(nameof(MicroBatchSplit), "Given row by row, with the counts and statistics of the whole step, token losses and gradients are those of one batch.", "always; a loss that CouplesBatch measures the whole step once, and each part gets its rows of the statistics", "verl's token-mean is a mean of micro-batch means"),
        PolicyCutLaws.MicroBatches);

    /// <summary>The order of the rows does not matter.</summary>
    public static PolicyLossLaw Permutation { get; } = new(
        new Law(nameof(Permutation), "Rows in another order have the same losses and gradients, in that order.", "always; statistics move with their rows", "the loss of a step is a mean over a set of completions"),
        PolicyCutLaws.Order);

    /// <summary>A batch given twice has the same loss.</summary>
    public static PolicyLossLaw DuplicatedBatch { get; } = new(
        new Law(nameof(DuplicatedBatch), "The loss of a batch given twice is that of the batch.", "not CouplesBatch", "the loss of a step is a mean: doubling data and counts changes nothing"),
        PolicyCutLaws.Duplicate)
    {
        Exempts = static traits => traits.CouplesBatch ? "it couples the batch: its statistics may depend on the number of tokens" : null,
    };

    /// <summary>No tokens, no loss.</summary>
    public static PolicyLossLaw EmptyMask { get; } = new(
        new Law(nameof(EmptyMask), "Where the mask selects nothing, loss and gradient are 0, not NaN.", Always, "verl's token-mean is 0/0 there"),
        PolicyCutLaws.EmptyMask);

    /// <summary>Only the policy is trained.</summary>
    public static PolicyLossLaw ConstantInputs { get; } = new(
        new Law(nameof(ConstantInputs), "No gradient reaches the old policy's log-probabilities, the advantages or the token weights.", Always, "π_old is a constant of the step: with its gradient, that of the ratio is 0 on policy"),
        PolicyPurityLaws.Constants);

    /// <summary>Nothing to learn, nothing learned.</summary>
    public static PolicyLossLaw ZeroAdvantage { get; } = new(
        new Law(nameof(ZeroAdvantage), "Where all advantages are 0, the gradient is 0.", "not Regularized", "the policy gradient theorem: E[A·∇log π]"),
        PolicyDirectionLaws.ZeroAdvantage)
    {
        Exempts = static traits => traits.Regularized ? "it declares Regularized: it has a term besides the advantage's" : null,
    };

    /// <summary>On policy it is the policy gradient.</summary>
    public static PolicyLossLaw OnPolicyRatio { get; } = new(
        new Law(nameof(OnPolicyRatio), "Where the policy is the old one, the ratio is 1 and the gradient is that of −A·log π.", "not CouplesBatch", "Schulman et al. 2017, arXiv:1707.06347, section 3: the surrogate's gradient at the old policy"),
        PolicyDirectionLaws.OnPolicy)
    {
        Domain = PolicyDomain.Moderate with { Weights = false, TokenAdvantages = false },
        Exempts = PolicyDirectionLaws.NeedsUncoupled,
    };

    /// <summary>A good token that was lost is won back.</summary>
    public static PolicyLossLaw PullsBack { get; } = new(
        new Law(nameof(PullsBack), "A token of positive advantage that has become less likely still has a gradient that raises it.", "not CouplesBatch", "PPO takes the minimum of the clipped and the plain term, so that the clip never hides a change for the worse (arXiv:1707.06347, figure 1)"),
        PolicyDirectionLaws.PullsBack)
    {
        Domain = PolicyDomain.Moderate with { Weights = false, TokenAdvantages = false },
        Exempts = PolicyDirectionLaws.NeedsUncoupled,
    };

    /// <summary>Learning never goes the wrong way.</summary>
    public static PolicyLossLaw Monotonicity { get; } = new(
        new Law(nameof(Monotonicity), "The gradient never lowers a token of positive advantage, and never raises one of negative advantage.", "Monotone", "a swapped sign is the commonest fault of all"),
        PolicyDirectionLaws.Monotone)
    {
        Domain = PolicyDomain.Extreme with { TokenAdvantages = false },
        Exempts = MarginLaws.Unless(traits => traits.Monotone, "Monotone"),
    };

    /// <summary>Only the ratio counts.</summary>
    public static PolicyLossLaw ShiftInvariance { get; } = new(
        new Law(nameof(ShiftInvariance), "One constant added to the log-probabilities of the policy and the old policy changes no loss and no gradient.", "ShiftInvariant", "losses of the ratio π_θ/π_old"),
        PolicyDirectionLaws.ShiftInvariant)
    {
        Exempts = MarginLaws.Unless(traits => traits.ShiftInvariant, "ShiftInvariant"),
    };

    /// <summary>No value beyond finite bounds.</summary>
    public static PolicyLossLaw Boundedness { get; } = new(
        new Law(nameof(Boundedness), "For fixed advantages the token loss saturates as log-probabilities go to −∞.", "Bounded", "SAPO's gate, arXiv:2511.20347; the dual clip, arXiv:1912.09729"),
        PolicyNumericLaws.Bounded)
    {
        Domain = PolicyDomain.Extreme,
        Exempts = MarginLaws.Unless(traits => traits.Bounded, "Bounded"),
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<PolicyLossLaw> All { get; } =
    [
        DeclaredInputs, Deterministic, FiniteAtExtremes, FiniteDifferences, MaskInvariance, PaddingWidth, MicroBatchSplit, Permutation, DuplicatedBatch, EmptyMask,
        ConstantInputs, ZeroAdvantage, OnPolicyRatio, PullsBack, Monotonicity, ShiftInvariance, Boundedness,
    ];

    /// <summary>Puts every law that its traits promise to the loss.</summary>
    /// <param name="loss">The loss, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="DeclaredInputs"/> is broken, the others are not tried.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LawReport Check(IPolicyLoss loss, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var chosen = options ?? new LawOptions();
        chosen.Require();
        return LawReport.Of(LiteralCode.New(loss), All.Select(law => (law.Law, (Func<LawOutcome>)(() => law.Run(loss, chosen)))));
    }
}
