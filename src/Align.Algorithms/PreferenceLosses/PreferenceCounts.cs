namespace Align.Algorithms.PreferenceLosses;

/// <summary>What is counted once over a whole optimizer step.</summary>
/// <param name="Examples">Pairs, or responses where unpaired.</param>
/// <param name="ChosenTokens">Response tokens of the chosen side: the divisor of a token-mean NLL.</param>
/// <param name="RejectedTokens">Response tokens of the other side.</param>
public sealed record PreferenceCounts(long Examples, long ChosenTokens, long RejectedTokens)
{
    /// <summary>The counts of a whole step.</summary>
    /// <param name="step">Every row of the step.</param>
    /// <param name="traits">Of the loss: whether an example is a pair.</param>
    public static PreferenceCounts Of(PreferenceBatch step, LossTraits traits)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(traits);
        var chosen = step.Chosen.Lengths.shape[0];
        var rejected = step.Rejected.Lengths.shape[0];
        return new PreferenceCounts(traits.Unpaired ? chosen + rejected : chosen, Sum(step.Chosen.Lengths), Sum(step.Rejected.Lengths));
    }

    private static long Sum(Tensor lengths)
    {
        using var sum = lengths.sum();
        return sum.item<long>();
    }
}
