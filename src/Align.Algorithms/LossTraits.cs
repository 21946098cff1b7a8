namespace Align.Algorithms;

/// <summary>What holds for a loss whatever its inputs. Property tests choose their laws by it, the learner its passes, and the command line shows it.</summary>
public sealed record LossTraits
{
    /// <summary>It reads log-probabilities of a frozen reference model.</summary>
    public bool NeedsReference { get; init; }

    /// <summary>
    /// The loss of one example depends on other examples of the optimizer step, through statistics that are measured once on the whole
    /// step (see <see cref="PreferenceLosses.IPreferenceLoss.Measure"/>); given these, micro-batches add up.
    /// </summary>
    public bool CouplesBatch { get; init; }

    /// <summary>
    /// Raising the log-probability of what is preferred (a token of positive advantage, a chosen answer) never raises the loss, and
    /// lowering that of what is not preferred never raises it either.
    /// </summary>
    public bool Monotone { get; init; }

    /// <summary>For a fixed advantage or margin sign the value stays within finite bounds for all log-probabilities.</summary>
    public bool Bounded { get; init; }

    /// <summary>
    /// Policy losses: adding one constant to the policy's and to the old or reference log-probabilities changes nothing.
    /// Preference losses: adding one constant to the policy's chosen and rejected log-probabilities changes nothing, so the two gradients of a pair sum to 0.
    /// </summary>
    public bool ShiftInvariant { get; init; }

    /// <summary>Policy losses: the gradient is not that of the value, on purpose: part of the value is detached (CISPO's weight, GSPO's ratio of the sequence).</summary>
    public bool StraightThrough { get; init; }

    /// <summary>Policy losses: every token of a completion holds the loss of the whole, so that there are no losses of tokens to weigh.</summary>
    public bool SequenceLoss { get; init; }

    /// <summary>Policy losses: besides the advantage's term there is another, a pull to the old policy, so that an advantage of 0 still has a gradient.</summary>
    public bool Regularized { get; init; }

    /// <summary>Preference losses: the two sides are separate examples, with as many rows as there are; no row of one belongs to a row of the other.</summary>
    public bool Unpaired { get; init; }

    /// <summary>Preference losses: it reads token-level quantities, <see cref="PreferenceLosses.ResponseBatch.Tokens"/>.</summary>
    public bool ReadsTokens { get; init; }

    /// <summary>Preference losses: it weighs tokens by <see cref="PreferenceLosses.ResponseTokens.RewardWeights"/>.</summary>
    public bool ReadsTokenWeights { get; init; }

    /// <summary>Preference losses: it weighs divergences by weights of their own, <see cref="PreferenceLosses.ResponseTokens.KlWeights"/>.</summary>
    public bool ReadsKlWeights { get; init; }

    /// <summary>Preference losses: gradients flow to the token weights, so that what makes them can learn.</summary>
    public bool TrainsTokenWeights { get; init; }

    /// <summary>Preference losses: it reads the margins of a reward model, <see cref="PreferenceLosses.PreferenceBatch.RewardMargins"/>.</summary>
    public bool ReadsRewardMargins { get; init; }

    /// <summary>Preference losses: its statistics read completions scored under other examples' prompts, <see cref="PreferenceLosses.PreferenceBatch.Mismatched"/>.</summary>
    public bool ReadsMismatched { get; init; }

    /// <summary>Preference losses: exp(−ℓ(w, l)) + exp(−ℓ(l, w)) = 1, as for every negative log-sigmoid of an odd margin.</summary>
    public bool SwapComplement { get; init; }

    /// <summary>Preference losses: the loss of a pair is log 2 where the policy equals the reference.</summary>
    public bool LogTwoAtReference { get; init; }

    /// <summary>Preference losses: bound of |∂ℓ/∂p| for the summed log-probability p of either side of an example; <see langword="null"/> where there is none.</summary>
    public double? GradientBound { get; init; }
}
