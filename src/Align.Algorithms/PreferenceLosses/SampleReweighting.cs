using Align.Algorithms.Masking;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>Weights of examples by their own losses: h = (2ℓ − (ℓ_max + ℓ_min)) / max(ℓ_max − ℓ_min, 1e-6), w = softmax(f(h)/r).</summary>
/// <remarks>
/// Sow et al. 2025, "Dynamic Loss-Based Sample Reweighting" (ICLR 2025). The losses are those of the whole optimizer step, so the cut into
/// micro-batches changes nothing. The original burns in with uniform weights for its first steps; that is the caller's choice here.
/// </remarks>
public static class SampleReweighting
{
    private const double SmallestRange = 1e-6;

    /// <summary>The weights, as factors for <see cref="PreferenceBatch.ExampleWeights"/>: N·w, with mean 1, so that equal losses leave the mean as it is.</summary>
    /// <param name="losses">ℓ of every example of the step, floating point [N]; their gradients are not followed.</param>
    /// <param name="form">f.</param>
    /// <param name="temperature">r, above 0. The larger, the more uniform: no weight exceeds another by more than e^(1/r).</param>
    /// <returns>[N], constant, at least 0; no two differ by more than the factor e^(1/r).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not above 0.</exception>
    public static Tensor Factors(Tensor losses, SampleReweightingForm form, double temperature = 1)
    {
        Shape.Require(losses, "N");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var count = losses.shape[0];
        if (count == 0)
        {
            return torch.zeros_like(losses).MoveToOuterDisposeScope();
        }
        var constant = losses.detach();
        var (largest, smallest) = (constant.max(), constant.min());
        var place = ((constant * 2) - (largest + smallest)) / (largest - smallest).clamp_min(SmallestRange);
        return ((Preference(place, form) / temperature).softmax(0) * count).MoveToOuterDisposeScope();
    }

    private static Tensor Preference(Tensor place, SampleReweightingForm form) => form switch
    {
        SampleReweightingForm.LinUpper => (place + 1).clamp_max(1),
        SampleReweightingForm.Quadratic => 1 - place.square(),
        SampleReweightingForm.Upper => (place + 1) / 2,
        SampleReweightingForm.Extremes => place.abs(),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Unknown form."),
    };
}
