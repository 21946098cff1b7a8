using System.Collections.Immutable;
using Align.Core;
using Align.Models.Transformers;

namespace Align.Models.Adapters;

/// <summary>A low-rank update of a frozen model, W = W₀ + (α/r) B A for each adapted projection (Hu et al. 2021, arXiv:2106.09685).</summary>
/// <remarks>
/// Owns A and B alone: any number of adapters share one model. Put into use by <see cref="DecoderTransformer.UseAdapter(LoraAdapter)"/>.
/// Kept in float32 over a model of a shorter type, as PEFT does, and in float64 over one of float64.
/// </remarks>
public sealed class LoraAdapter : IDisposable
{
    private readonly ImmutableSortedDictionary<string, LowRankFactors> _factors;

    private LoraAdapter(LoraOptions options, ImmutableSortedDictionary<string, LowRankFactors> factors)
    {
        Options = options;
        _factors = factors;
        Parameters = [.. factors.Values.SelectMany(pair => new[] { pair.A, pair.B })];
    }

    /// <summary>Its shape.</summary>
    public LoraOptions Options { get; }

    /// <summary>A and B of each projection in turn, projections by name; what an optimizer trains.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The adapted projections by their names in the model's weights, such as <c>model.layers.0.self_attn.q_proj</c>.</summary>
    public IEnumerable<string> Projections => _factors.Keys;

    /// <summary>One factor a rank, [r], by which A's outputs are multiplied; gradients flow. <see langword="null"/>: all 1. Not owned, not saved, and never in a merge.</summary>
    internal Tensor? RankGains { get; set; }

    /// <summary>An adapter that changes nothing yet: A from U(−1/√in, 1/√in), PEFT's Kaiming bound, and B = 0.</summary>
    /// <param name="model">What it adapts; only its shapes, type and device are read.</param>
    /// <param name="options">Its shape.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="index">Tells the run's adapters apart; equal indices give equal numbers. 0 or above.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists every problem.</exception>
    public static LoraAdapter Create(DecoderTransformer model, LoraOptions options, long seed, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var problems = options.Validate();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(options));
        var dtype = model.Dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var targets = model.Projections.Where(projection => options.TargetModules.Contains(projection.Module)).OrderBy(projection => projection.Name, StringComparer.Ordinal);
        // Step 0 of this purpose belongs to the model's own weights.
        var factors = targets.Index().Select(target => KeyValuePair.Create(
            target.Item.Name,
            NewFactors(target.Item.Linear, options.Rank, RandomStream.Create(seed, RandomPurpose.Initialization, 1 + index, target.Index), dtype, model.Device)));
        return new LoraAdapter(options, factors.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Σ c_k ΔW_k as one adapter of rank Σ r_k: the ranks are concatenated, so that the sum is exact. Not trained.</summary>
    /// <param name="parts">Adapters of the same projections, type and device, with their coefficients; at least one.</param>
    /// <exception cref="ArgumentException">There are no parts, or they adapt different projections.</exception>
    public static LoraAdapter Combine(IReadOnlyList<(LoraAdapter Adapter, double Coefficient)> parts)
    {
        RequireSameProjections([.. parts.Select(part => part.Adapter)]);
        using var noGrad = torch.no_grad();
        return Concatenate([.. parts.Select(part => part.Adapter)], part => parts[part].Coefficient);
    }

    /// <summary>A copy with tensors of its own, trained on its own.</summary>
    public LoraAdapter Copy()
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return new(Options, _factors.ToImmutableSortedDictionary(pair => pair.Key, pair => new LowRankFactors(Own(pair.Value.A), Own(pair.Value.B)), StringComparer.Ordinal));

        static Parameter Own(Parameter value) => new(value.detach().clone().DetachFromDisposeScope());
    }

    /// <summary>Takes over the values of another adapter of the same shape.</summary>
    public void CopyFrom(LoraAdapter source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var noGrad = torch.no_grad();
        foreach (var (own, value) in Parameters.Zip(source.Parameters)) own.copy_(value);
    }

    /// <summary>Its tensors by name: <c>{projection}.lora_A.weight</c> [r, in] and <c>{projection}.lora_B.weight</c> [out, r]. The tensors themselves, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors() => _factors
        .SelectMany(pair => new KeyValuePair<string, Tensor>[] { new($"{pair.Key}.lora_A.weight", pair.Value.A), new($"{pair.Key}.lora_B.weight", pair.Value.B) })
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>ΔW = (α/r) B A of a projection, [out, in]; the caller disposes it.</summary>
    /// <exception cref="KeyNotFoundException">The projection is not adapted.</exception>
    public Tensor Delta(string projection)
    {
        using var noGrad = torch.no_grad();
        using var product = _factors[projection].B.matmul(_factors[projection].A);
        return product.mul(Options.Scale);
    }

    /// <summary>Frees A and B.</summary>
    public void Dispose()
    {
        foreach (var pair in _factors.Values) pair.Dispose();
    }

    internal LowRankUpdate? UpdateOf(AdaptableLinear projection, DropoutNoise? noise) =>
        _factors.TryGetValue(projection.Name, out var factors) ? new(factors, Options.Scale, RankGains, noise) : null;

    /// <summary>The parts side by side, without coefficients where <paramref name="coefficient"/> is 1 for all. The scales α/r are in B.</summary>
    internal static LoraAdapter Concatenate(IReadOnlyList<LoraAdapter> parts, Func<int, double> coefficient)
    {
        using var scope = torch.NewDisposeScope();
        var rank = parts.Sum(part => part.Options.Rank);
        var factors = parts[0]._factors.Keys.Select(name => KeyValuePair.Create(name, new LowRankFactors(
            Frozen(torch.cat([.. parts.Select(part => part._factors[name].A.detach())], 0)),
            Frozen(torch.cat([.. parts.Index().Select(part => part.Item._factors[name].B.detach().mul(coefficient(part.Index) * part.Item.Options.Scale))], 1)))));
        return new LoraAdapter(parts[0].Options with { Rank = rank, Alpha = rank, Dropout = 0 }, factors.ToImmutableSortedDictionary(StringComparer.Ordinal));

        static Parameter Frozen(Tensor value) => new(value.DetachFromDisposeScope(), requires_grad: false);
    }

    internal static void RequireSameProjections(IReadOnlyList<LoraAdapter> parts)
    {
        if (parts.Count == 0) throw new ArgumentException("a combination needs at least one adapter", nameof(parts));
        if (parts.FirstOrDefault(part => !part.Projections.SequenceEqual(parts[0].Projections)) is { } other)
            throw new ArgumentException($"the adapters adapt different projections: {string.Join(", ", parts[0].Options.TargetModules)} and {string.Join(", ", other.Options.TargetModules)}", nameof(parts));
    }

    private static LowRankFactors NewFactors(Linear linear, int rank, RandomStream stream, ScalarType dtype, torch.Device device)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (outputs, inputs) = (linear.out_features, linear.in_features);
        var bound = 1 / Math.Sqrt(inputs);
        var values = new double[rank * inputs];
        for (var i = 0; i < values.Length; i++) values[i] = ((2 * stream.NextDouble()) - 1) * bound;
        var a = torch.tensor(values, [rank, inputs]).to(dtype).to(device);
        var b = torch.zeros([outputs, rank], dtype: dtype, device: device);
        return new(new Parameter(a.DetachFromDisposeScope()), new Parameter(b.DetachFromDisposeScope()));
    }
}
