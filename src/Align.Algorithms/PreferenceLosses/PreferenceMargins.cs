using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Log-ratios and margins that the losses share.</summary>
public static class PreferenceMargins
{
    /// <summary>ρ = log π_θ − log π_ref of one side, nats, [N]; gradients flow to the policy alone.</summary>
    /// <exception cref="ArgumentException">There are no reference log-probabilities, or the shapes differ.</exception>
    public static Tensor LogRatio(ResponseBatch side)
    {
        ArgumentNullException.ThrowIfNull(side);
        var reference = side.ReferenceLogProbs ?? throw new ArgumentException("The loss needs log-probabilities of a reference model.", nameof(side));
        Shape.Require(side.LogProbs, "N").And(reference, "N");
        using var constant = reference.detach();
        return side.LogProbs - constant;
    }

    /// <summary>D = ρ(chosen) − ρ(rejected), nats, [N].</summary>
    /// <exception cref="ArgumentException">The sides differ in length, or a reference is missing.</exception>
    public static Tensor LogRatioMargin(PreferenceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Shape.Require(batch.Chosen.LogProbs, "N").And(batch.Rejected.LogProbs, "N");
        using var chosen = LogRatio(batch.Chosen);
        using var rejected = LogRatio(batch.Rejected);
        return chosen - rejected;
    }
}
