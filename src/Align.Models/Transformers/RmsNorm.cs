namespace Align.Models.Transformers;

/// <summary>x / √(mean(x²) + ε) · g over the last dimension, in single precision at least (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly double _epsilon;

    /// <summary>A norm with gain 1.</summary>
    /// <param name="size">Width of the last dimension.</param>
    /// <param name="epsilon">ε; added to the mean square.</param>
    /// <param name="dtype">The gain's dtype.</param>
    public RmsNorm(long size, double epsilon, ScalarType dtype)
        : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        register_parameter("weight", new Parameter(torch.ones(size, dtype: dtype)));
    }

    // Read by name, because a move to another device replaces it.
    private Parameter Weight => get_parameter("weight")!;

    /// <summary>The normed input.</summary>
    /// <param name="input">[…, size]; any floating dtype, which is also the result's.</param>
    public override Tensor forward(Tensor input)
    {
        var wide = input.dtype == ScalarType.Float64 ? input : input.to(ScalarType.Float32);
        var scale = wide.mul(wide).mean([-1L], keepdim: true).add(_epsilon).rsqrt();
        return wide.mul(scale).to(input.dtype).mul(Weight);
    }
}
