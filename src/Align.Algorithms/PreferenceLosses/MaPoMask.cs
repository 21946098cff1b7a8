using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>MaPO's token weights from the activations of the reference model: each place's mean activation, rescaled to [0, 1] over the response, averaged.</summary>
/// <remarks>
/// Christopoulou et al. 2024, arXiv:2410.05102, mapping <c>zn_rescale</c>. For each place (hook): the mean over hidden units, rescaled by the least and the largest value over
/// the response. Then the mean over the places of a group, then over the groups. The official z-score before the rescaling cancels and is left out.
/// A response of one token, or a place whose activation is constant, has no spread: its weight is 1, where the original divides 0 by 0.
/// </remarks>
public static class MaPoMask
{
    /// <summary>The weights.</summary>
    /// <param name="groups">For each group (feed-forward, attention, residual stream, logits) the places' means over hidden units, floating point [N, T]; groups without a place count for nothing.</param>
    /// <param name="mask">bool [N, T], true on response tokens.</param>
    /// <returns>[N, T], in [0, 1], 0 outside the response, constant. Without any place: 1 on the response, which makes MaPO TDPO.</returns>
    /// <exception cref="ArgumentException">A shape or type is wrong.</exception>
    public static Tensor Compute(IReadOnlyList<IReadOnlyList<Tensor>> groups, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(mask);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var means = groups.Where(group => group.Count > 0).Select(group => Mean([.. group.Select(place => Rescale(place, mask))])).ToArray();
        return (means.Length == 0 ? mask.to(torch.get_default_dtype()) : Mean(means)).MoveToOuterDisposeScope();
    }

    /// <summary>The weights from whole activations.</summary>
    /// <param name="groups">For each group its places' activations, floating point [N, T, H]; H may differ from place to place.</param>
    /// <param name="mask">bool [N, T], true on response tokens.</param>
    /// <returns>[N, T].</returns>
    public static Tensor OfActivations(IReadOnlyList<IReadOnlyList<Tensor>> groups, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(groups);
        using var scope = torch.NewDisposeScope();
        return Compute([.. groups.Select(group => (IReadOnlyList<Tensor>)[.. group.Select(place => place.mean([-1L]))])], mask).MoveToOuterDisposeScope();
    }

    private static Tensor Rescale(Tensor means, Tensor mask)
    {
        Shape.Require(means, "N T").Mask(mask, "N T");
        var constant = means.detach();
        if (constant.shape[1] == 0)
        {
            return constant;
        }
        var least = Extreme(constant, mask, double.PositiveInfinity).amin([1], keepdim: true);
        var largest = Extreme(constant, mask, double.NegativeInfinity).amax([1], keepdim: true);
        var spread = largest - least;
        var hasSpread = spread.gt(0);
        var scaled = (constant - least) / spread.where(hasSpread, torch.ones_like(spread));
        return MaskedReduction.Select(scaled.where(hasSpread, torch.ones_like(scaled)), mask);
    }

    private static Tensor Extreme(Tensor means, Tensor mask, double outside) => means.where(mask, torch.full_like(means, outside));

    private static Tensor Mean(Tensor[] masks) => torch.stack(masks).mean([0L]);
}
