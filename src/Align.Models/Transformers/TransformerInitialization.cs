using Align.Core;

namespace Align.Models.Transformers;

/// <summary>Seeded initial weights: matrices normal with deviation 0.02, gains 1, biases 0 (Radford et al. 2019).</summary>
/// <remarks>The numbers come from a counter-based stream for each parameter, so that they do not depend on libtorch, device or threads.</remarks>
public static class TransformerInitialization
{
    /// <summary>Standard deviation of the matrices.</summary>
    public const double StandardDeviation = 0.02;

    /// <summary>A transformer with seeded weights.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="dtype">The parameters' dtype; float32 unless given.</param>
    public static DecoderTransformer Create(TransformerConfig config, long seed, ScalarType dtype = ScalarType.Float32)
    {
        var model = new DecoderTransformer(config, dtype);
        Apply(model, seed);
        return model;
    }

    /// <summary>Overwrites every parameter of a module.</summary>
    /// <param name="module">Parameters are told apart by rank and name.</param>
    /// <param name="seed">The run's seed.</param>
    public static void Apply(nn.Module module, long seed)
    {
        ArgumentNullException.ThrowIfNull(module);
        using var noGrad = torch.no_grad();
        var ordered = module.named_parameters().OrderBy(pair => pair.name, StringComparer.Ordinal);
        foreach (var (index, (name, parameter)) in ordered.Index())
        {
            if (parameter.dim() >= 2) FillNormal(parameter, RandomStream.Create(seed, RandomPurpose.Initialization, promptId: index));
            else parameter.fill_(name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : 1);
        }
    }

    private static void FillNormal(Tensor parameter, RandomStream stream)
    {
        using var scope = torch.NewDisposeScope();
        var values = new float[parameter.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(StandardDeviation * stream.NextGaussian());
        parameter.copy_(torch.tensor(values, parameter.shape));
    }
}
