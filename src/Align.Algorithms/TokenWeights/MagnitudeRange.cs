using Align.Algorithms.Masking;

namespace Align.Algorithms.TokenWeights;

/// <summary>The least and the greatest Ω of the tokens that one set of weights is scaled by: a micro-batch, or the whole optimizer step.</summary>
/// <remarks>Those of micro-batches merge to that of the step, exactly; weights from it do not depend on how the step was cut.</remarks>
public readonly record struct MagnitudeRange
{
    private readonly bool _hasTokens;

    /// <summary>The range of given ends.</summary>
    public MagnitudeRange(double least, double greatest)
    {
        (Least, Greatest, _hasTokens) = (least, greatest, true);
    }

    /// <summary>Of no tokens; the neutral element of <see cref="Merge"/>.</summary>
    public static MagnitudeRange None => default;

    /// <summary>The least Ω; 0 without tokens.</summary>
    public double Least { get; }

    /// <summary>The greatest Ω; 0 without tokens.</summary>
    public double Greatest { get; }

    /// <summary>The range of the selected tokens.</summary>
    /// <param name="magnitudes">Ω, [N, T].</param>
    /// <param name="mask">bool [N, T].</param>
    public static MagnitudeRange Measure(Tensor magnitudes, Tensor mask)
    {
        Shape.Require(magnitudes, "N T").Mask(mask, "N T");
        using var scope = torch.NewDisposeScope();
        using var selected = magnitudes.detach().masked_select(mask);
        if (selected.numel() == 0)
        {
            return None;
        }
        var ends = torch.stack([selected.min(), selected.max()]).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return new MagnitudeRange(ends[0], ends[1]);
    }

    /// <summary>The range of both sets of tokens.</summary>
    public MagnitudeRange Merge(MagnitudeRange other) => (_hasTokens, other._hasTokens) switch
    {
        (false, _) => other,
        (_, false) => this,
        _ => new MagnitudeRange(Math.Min(Least, other.Least), Math.Max(Greatest, other.Greatest)),
    };
}
