namespace Align.Algorithms;

/// <summary>What holds for a loss whatever its inputs; property tests and the command line read it.</summary>
/// <param name="NeedsReference">It reads log-probabilities of a frozen reference model.</param>
/// <param name="CouplesBatch">The loss of one example depends on other examples of the batch.</param>
/// <param name="Monotone">
/// Raising the log-probability of what is preferred (a token of positive advantage, a chosen answer) never raises the loss, and
/// lowering that of what is not preferred never raises it either.
/// </param>
/// <param name="Bounded">For a fixed advantage or margin sign the value stays within finite bounds for all log-probabilities.</param>
/// <param name="ShiftInvariant">Adding one constant to the policy's and to the old or reference log-probabilities changes nothing.</param>
public sealed record LossTraits(bool NeedsReference, bool CouplesBatch, bool Monotone, bool Bounded, bool ShiftInvariant);
