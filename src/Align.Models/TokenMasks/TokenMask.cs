using Align.Core;

namespace Align.Models.TokenMasks;

/// <summary>The parameters of one mask module of SparsePO (arXiv:2410.05102): what turns a reference model's block outputs into a weight, at least 0, for each token.</summary>
/// <remarks>
/// It holds parameters and no mathematics: the mask is a pure function of them and of the block outputs. K = L blocks, or 1 where only the last is read.
/// Differs from the original in where it starts: maps are normal with deviation 0.02 as there, but mixers begin at 1 / L, because a
/// mixer whose entries are all negative gives a mask of zeros that no gradient ever reaches; <see cref="MixerInitialization.Normal"/> is the original's.
/// </remarks>
public sealed class TokenMask : nn.Module
{
    private const long FactorUnits = 200;
    private const double StandardDeviation = 0.02;
    private readonly bool _factored;

    /// <summary>A module with seeded parameters.</summary>
    /// <param name="architecture">Which of them.</param>
    /// <param name="layers">L, the number of blocks; at least 1.</param>
    /// <param name="hiddenSize">H, the width of a block's output; at least 1.</param>
    /// <param name="mixer">How the mixer begins, where there is one.</param>
    /// <param name="stream">Draws the maps.</param>
    /// <param name="dtype">The parameters' type; float32 unless given.</param>
    public TokenMask(
        TokenMaskArchitecture architecture, int layers, int hiddenSize, MixerInitialization mixer, RandomStream stream, ScalarType dtype = ScalarType.Float32)
        : base(nameof(TokenMask))
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, 1);
        Architecture = architecture;
        _factored = architecture is TokenMaskArchitecture.MlAll or TokenMaskArchitecture.MlLast;
        var maps = ReadsAllBlocks ? layers : 1;
        if (_factored)
        {
            Register("factor_weight", Normal(stream, dtype, maps, FactorUnits, hiddenSize));
            Register("factor_bias", torch.zeros(maps, FactorUnits, dtype: dtype));
        }
        Register("weight", Normal(stream, dtype, maps, _factored ? FactorUnits : hiddenSize));
        Register("bias", torch.zeros(maps, dtype: dtype));
        if (!ReadsAllBlocks) return;
        Register("mixer", mixer == MixerInitialization.Positive ? torch.full(layers, 1.0 / layers, dtype: dtype) : Normal(stream, dtype, layers));
        Register("layer_norm_weight", torch.ones(hiddenSize, dtype: dtype));
        Register("layer_norm_bias", torch.zeros(hiddenSize, dtype: dtype));
    }

    /// <summary>Which module.</summary>
    public TokenMaskArchitecture Architecture { get; }

    /// <summary>Whether it reads all blocks, and so has a mixer and a LayerNorm.</summary>
    public bool ReadsAllBlocks => Architecture is TokenMaskArchitecture.SimpleAll or TokenMaskArchitecture.MlAll;

    /// <summary>v, one weight for each block, [L]; <see langword="null"/> where only the last block is read.</summary>
    public Parameter? Mixer => Find("mixer");

    /// <summary>The shared LayerNorm's gain, [H]; <see langword="null"/> where only the last block is read.</summary>
    public Parameter? LayerNormWeight => Find("layer_norm_weight");

    /// <summary>The shared LayerNorm's shift, [H]; <see langword="null"/> where only the last block is read.</summary>
    public Parameter? LayerNormBias => Find("layer_norm_bias");

    /// <summary>The maps to one number, w [K, H] and b [K]; the two factors multiplied where the module is factored. Gradients flow.</summary>
    /// <returns>New tensors; the caller disposes them, by a scope.</returns>
    public (Tensor Weight, Tensor Bias) Maps()
    {
        using var scope = torch.NewDisposeScope();
        var (weight, bias) = (Find("weight")!, Find("bias")!);
        if (!_factored) return (weight.view(weight.shape).MoveToOuterDisposeScope(), bias.view(bias.shape).MoveToOuterDisposeScope());
        var row = weight.unsqueeze(1);
        var product = row.matmul(Find("factor_weight")!).squeeze(1);
        var shift = row.matmul(Find("factor_bias")!.unsqueeze(-1)).flatten() + bias;
        return (product.MoveToOuterDisposeScope(), shift.MoveToOuterDisposeScope());
    }

    /// <summary>Does nothing: the constructor registers the parameters by name.</summary>
    protected override void RegisterComponents()
    {
    }

    // Read by name, because a move to another device replaces it.
    private Parameter? Find(string name) => get_parameter(name);

    private void Register(string name, Tensor start) => register_parameter(name, new Parameter(start));

    private static Tensor Normal(RandomStream stream, ScalarType dtype, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(StandardDeviation * stream.NextGaussian());
        return torch.tensor(values, shape, dtype: dtype);
    }
}
