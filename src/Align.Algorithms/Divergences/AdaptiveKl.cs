using System.ComponentModel.DataAnnotations;

namespace Align.Algorithms.Divergences;

/// <summary>The adaptive controller of β: β ← β·(1 + clip(KL/target − 1, −0.2, 0.2)·n/horizon). A fixed β needs none.</summary>
/// <remarks>Ziegler et al. 2019, arXiv:1909.08593, section 2.2; defaults as in verl.</remarks>
public sealed record AdaptiveKl
{
    private const double LargestError = 0.2;

    /// <summary>The KL to be held, nats. Above 0, up to 1,000.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Target { get; init; } = 0.1;

    /// <summary>Completions over which an error of 20 % changes β by 20 %. Above 0, up to 1e9.</summary>
    [Range(0.0, 1e9, MinimumIsExclusive = true)]
    public double Horizon { get; init; } = 10_000;

    /// <summary>The next β.</summary>
    /// <param name="beta">The present one; at least 0.</param>
    /// <param name="kl">The KL that was measured, nats.</param>
    /// <param name="completions">Completions since the last change.</param>
    public double Next(double beta, double kl, long completions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta);
        var error = Math.Clamp((kl / Target) - 1, -LargestError, LargestError);
        return beta * (1 + (error * completions / Horizon));
    }
}
