using Align.Models.Transformers;

namespace Align.Models.Adapters;

/// <summary>Frozen adapters side by side with one coefficient each, W = W₀ + Σ c_k (α_k/r_k) B_k A_k, through which gradients reach the coefficients.</summary>
/// <remarks>The exact form, by concatenated ranks: it has no cross terms B_i A_j. Used by searches for c; the result is <see cref="LoraAdapter.Combine"/>.</remarks>
public sealed class LoraMixture : IDisposable
{
    private readonly LoraAdapter _together;
    private readonly Tensor _membership;
    private Tensor? _gains;

    /// <summary>A mixture of copies.</summary>
    /// <param name="parts">Adapters of the same projections, type and device; at least one.</param>
    /// <exception cref="ArgumentException">There are no parts, or they adapt different projections.</exception>
    public LoraMixture(IReadOnlyList<LoraAdapter> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        LoraAdapter.RequireSameProjections(parts);
        using var noGrad = torch.no_grad();
        _together = LoraAdapter.Concatenate(parts, _ => 1);
        _membership = Membership([.. parts.Select(part => part.Options.Rank)]).to(_together.Parameters[0].dtype).to(_together.Parameters[0].device).DetachFromDisposeScope();
    }

    /// <summary>How many adapters it mixes, K.</summary>
    public long Count => _membership.shape[1];

    /// <summary>Puts the mixture into use until the scope is disposed.</summary>
    /// <param name="model">The base of all parts.</param>
    /// <param name="coefficients">c, [K], in the adapters' type, on their device; gradients flow.</param>
    public AdapterScope Use(DecoderTransformer model, Tensor coefficients)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(coefficients);
        if (!coefficients.shape.SequenceEqual([Count])) throw new ArgumentException($"{Count} coefficients are needed, and their shape is [{string.Join(", ", coefficients.shape)}]", nameof(coefficients));
        _gains?.Dispose();
        _together.RankGains = _gains = _membership.mv(coefficients).DetachFromDisposeScope();
        return model.WithAdapter(_together);
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        _gains?.Dispose();
        _membership.Dispose();
        _together.Dispose();
    }

    // [R, K]: 1 where a rank belongs to a part.
    private static Tensor Membership(int[] ranks)
    {
        var (row, values) = (0, new double[ranks.Sum() * ranks.Length]);
        for (var part = 0; part < ranks.Length; part++)
            for (var rank = 0; rank < ranks[part]; rank++) values[(row++ * ranks.Length) + part] = 1;
        return torch.tensor(values, [ranks.Sum(), ranks.Length]);
    }
}
