using Align.Algorithms.Masking;

namespace Align.Algorithms.PolicyLosses;

/// <summary>Each token's share of the covariance of advantage and log-probability over the step: (A_t − mean A)(log π_t − mean log π).</summary>
/// <remarks>Cui et al. 2025, "The Entropy Mechanism of Reinforcement Learning for Reasoning Language Models", arXiv:2505.22617, eq. 10: the tokens where it is large take the most entropy away.</remarks>
internal static class TokenCovariance
{
    /// <summary>The shares, constant, 0 outside the mask, [N, T]; belongs to the caller's dispose scope.</summary>
    public static Tensor Of(PolicyTokens step)
    {
        var advantages = PolicyRatio.Advantages(step);
        var logProbs = PolicyRatio.LogProbs(step).detach();
        var product = (advantages - MaskedReduction.Mean(advantages, step.Mask)) * (logProbs - MaskedReduction.Mean(logProbs, step.Mask));
        return MaskedReduction.Select(product, step.Mask);
    }

    /// <summary>bool [N, T], true at the given flat indices; belongs to the caller's dispose scope.</summary>
    public static Tensor Mark(IEnumerable<long> indices, Tensor mask)
    {
        var marks = new bool[mask.numel()];
        foreach (var index in indices)
        {
            marks[index] = true;
        }
        return torch.tensor(marks, mask.shape, device: mask.device);
    }

    /// <summary>The flat values of a tensor of any type, as float64.</summary>
    public static double[] Values(Tensor tensor) => tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>Says that a loss was called without what it measures.</summary>
    public static Tensor RequireSelected(PolicyStepStatistics statistics, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return statistics.Selected is { } selected && selected.shape.AsSpan().SequenceEqual(mask.shape)
            ? selected
            : throw new ArgumentException("The loss needs the statistics of the whole step, cut to these rows; call Measure first.", nameof(statistics));
    }
}
