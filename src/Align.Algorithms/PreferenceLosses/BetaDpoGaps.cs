using System.Collections.Immutable;
using Align.Algorithms.Masking;
using Align.Core;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>The running mean and spread of implicit-reward gaps, and the draw of pairs near the mean.</summary>
/// <remarks>
/// Differs from the official code of beta-DPO where that fails: a step of one pair leaves the spread as it is (its unbiased deviation is NaN, and would
/// stay), a spread of 0 gives uniform weights instead of 0/0, at least one pair is kept, and weights that underflow still order the draw.
/// </remarks>
public static class BetaDpoGaps
{
    private const string MeanKey = "gap_mean";
    private const string SpreadKey = "gap_std";
    private const double NoSpread = 1e-12;

    /// <summary>The state after a step: M ← γ·M + (1 − γ)·mean, S ← γ·S + (1 − γ)·std (unbiased).</summary>
    /// <param name="gaps">The gaps of the step's pairs, floating point [N].</param>
    /// <param name="state">Before.</param>
    /// <param name="gamma">γ, in [0, 1).</param>
    public static BetaDpoState Update(Tensor gaps, BetaDpoState state, double gamma)
    {
        Shape.Require(gaps, "N");
        using var scope = torch.NewDisposeScope();
        var count = gaps.shape[0];
        return new BetaDpoState(
            count < 1 ? state.Mean : Moved(state.Mean, gaps.mean(), gamma),
            count < 2 ? state.Spread : Moved(state.Spread, gaps.std(), gamma));
    }

    /// <summary>log of the sampling weight exp(−½·((gap − M)/(S + ε))²), [N]; 0 everywhere where S + ε vanishes.</summary>
    /// <param name="gaps">Floating point [N].</param>
    /// <param name="state">After <see cref="Update"/>.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    public static Tensor LogWeights(Tensor gaps, BetaDpoState state, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        var spread = state.Spread + epsilon;
        if (spread < NoSpread)
        {
            return torch.zeros_like(gaps);
        }
        using var scope = torch.NewDisposeScope();
        return (((gaps.detach() - state.Mean) / spread).square() * -0.5).MoveToOuterDisposeScope();
    }

    /// <summary>The sampling weights themselves, [N], at most 1.</summary>
    /// <inheritdoc cref="LogWeights"/>
    public static Tensor Weights(Tensor gaps, BetaDpoState state, double epsilon)
    {
        using var logarithms = LogWeights(gaps, state, epsilon);
        return logarithms.exp();
    }

    /// <summary>How many of <paramref name="count"/> pairs are kept: ⌊count·(1 − filterRatio)⌋, at least 1 (0 of none).</summary>
    public static int Kept(long count, double filterRatio) => count == 0 ? 0 : Math.Max(1, (int)(count * (1 - filterRatio)));

    /// <summary>Draws <paramref name="kept"/> pairs without replacement, with probabilities as the weights.</summary>
    /// <param name="logWeights">Logarithms of the weights, [N].</param>
    /// <param name="kept">At most N.</param>
    /// <param name="random">Two numbers a pair are drawn.</param>
    /// <returns>1 for the pairs drawn, else 0, [N].</returns>
    public static Tensor Draw(Tensor logWeights, int kept, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(logWeights);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = torch.NewDisposeScope();
        // The k largest of log w + Gumbel noise are a draw without replacement (Kool et al. 2019, arXiv:1903.06059).
        var logarithms = logWeights.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var keys = Array.ConvertAll(logarithms, logarithm => logarithm - Math.Log(-Math.Log(1 - random.NextDouble())));
        var drawn = Enumerable.Range(0, keys.Length).OrderByDescending(i => keys[i]).Take(kept).ToHashSet();
        var values = Enumerable.Range(0, keys.Length).Select(i => drawn.Contains(i) ? 1.0 : 0.0).ToArray();
        return torch.tensor(values, [values.Length], dtype: logWeights.dtype, device: logWeights.device).MoveToOuterDisposeScope();
    }

    /// <summary>The state that a step before left behind; (0, <paramref name="initialSpread"/>) at first.</summary>
    public static BetaDpoState Read(IReadOnlyDictionary<string, double> memory, double initialSpread)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return new BetaDpoState(memory.GetValueOrDefault(MeanKey), memory.GetValueOrDefault(SpreadKey, initialSpread));
    }

    /// <summary>The memory with the state in it.</summary>
    public static ImmutableDictionary<string, double> Write(BetaDpoState state, ImmutableDictionary<string, double> memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return memory.SetItem(MeanKey, state.Mean).SetItem(SpreadKey, state.Spread);
    }

    private static double Moved(double before, Tensor now, double gamma) => (gamma * before) + ((1 - gamma) * now.to(ScalarType.Float64).item<double>());
}
