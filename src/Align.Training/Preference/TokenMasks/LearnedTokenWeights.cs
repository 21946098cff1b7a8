using Align.Algorithms.PreferenceLosses;
using Align.Models;
using Align.Models.Safetensors;
using Align.Models.TokenMasks;
using Align.Models.Transformers.Activations;
using Align.Training.Learning;

namespace Align.Training.Preference.TokenMasks;

/// <summary>SparsePO's mask modules: one for log-ratios and KLs, or one each, trained with the policy in groups of their own.</summary>
/// <remarks>The modules read the frozen reference's block outputs; checkpoints hold their parameters, and the optimizer's file their moments.</remarks>
internal sealed class LearnedTokenWeights : ITokenWeights, IStageMemory
{
    private readonly IReadOnlyList<TokenMask> _masks;
    private readonly LearnedTokenWeightsOptions _options;
    private readonly MaskNoise _noise;

    /// <summary>Weights of modules that it owns from now on.</summary>
    /// <param name="masks">One for both, or m_u's and m_d's.</param>
    /// <param name="options">How they are applied and trained.</param>
    /// <param name="seed">The run's seed, for dropout.</param>
    public LearnedTokenWeights(IReadOnlyList<TokenMask> masks, LearnedTokenWeightsOptions options, long seed)
    {
        (_masks, _options, _noise) = (masks, options, new MaskNoise(seed));
        Groups = [.. masks.SelectMany(mask => GroupsOf(mask, options))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IStageMemory> Memories => [this];

    /// <inheritdoc/>
    public string Name => "token_masks";

    /// <inheritdoc/>
    public long ExpectedBytes => _masks.Sum(mask => mask.parameters().Sum(parameter => parameter.numel() * parameter.ElementSize));

    /// <inheritdoc/>
    public ActivationRecorder? CreateRecorder() => new(ActivationGroup.None, keepBlockOutputs: true);

    /// <inheritdoc/>
    public TokenWeightValues Of(PreferenceMicroBatch micro, ActivationRecorder? reference, long? trainingStep)
    {
        var weights = _masks.Select((mask, index) => Weights(mask, reference!, Dropout(micro, trainingStep, index))).ToArray();
        return new(weights[0], weights.ElementAtOrDefault(1));
    }

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(output, Parameters(), new Dictionary<string, string>());

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        if (!parameters.Keys.ToHashSet().SetEquals(file.Header.Tensors.Select(entry => entry.Name)))
        {
            throw new ModelFileException(path, "TokenMaskMismatch", $"the {parameters.Count} parameters of the stage's token masks", $"{file.Header.Tensors.Length} tensors of other names");
        }
        foreach (var (name, parameter) in parameters)
        {
            parameter.copy_(file.Read(name));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var mask in _masks)
        {
            mask.Dispose();
        }
    }

    // Weight decay pulls at maps and mixers, not at biases and not at the norm.
    private static IEnumerable<ParameterGroup> GroupsOf(TokenMask mask, LearnedTokenWeightsOptions options) =>
        from parameter in mask.named_parameters()
        group parameter.parameter by parameter.name is "weight" or "factor_weight" or "mixer" into kind
        orderby kind.Key
        select new ParameterGroup([.. kind]) { RateFactor = options.RateFactor, WeightDecay = kind.Key ? options.WeightDecay : 0 };

    private Tensor Weights(TokenMask mask, ActivationRecorder reference, Func<Tensor, Tensor>? dropout)
    {
        using var scope = NewDisposeScope();
        var (weight, bias) = mask.Maps();
        var states = reference.BlockOutputs.Select(output => output.to(weight.dtype));
        var weights = mask.ReadsAllBlocks
            ? SparsePoMask.Compute(stack(states), mask.LayerNormWeight!, mask.LayerNormBias!, _options.NormEpsilon, weight, bias, mask.Mixer!, dropout)
            : SparsePoMask.OfLastBlock(states.Last(), weight.squeeze(0), bias.squeeze(0), dropout);
        return (_options.Clamp is { } largest ? weights.clamp_max(largest) : weights).MoveToOuterDisposeScope();
    }

    // Inverted dropout; the numbers of all places of a mask come from one draw a row.
    private Func<Tensor, Tensor>? Dropout(PreferenceMicroBatch micro, long? trainingStep, int mask)
    {
        if (_options.Dropout == 0 || trainingStep is not { } step)
        {
            return null;
        }
        var place = 0;
        return activations =>
        {
            using var scope = NewDisposeScope();
            var layers = activations.dim() == 3 ? (int)activations.shape[0] : 1;
            var uniform = _noise.Uniform(micro, step, (2 * mask) + place++, layers).to(activations.dtype);
            var kept = uniform.ge(_options.Dropout);
            var scaled = activations / (1 - _options.Dropout);
            return scaled.where(activations.dim() == 3 ? kept : kept.squeeze(0), zeros_like(scaled)).MoveToOuterDisposeScope();
        };
    }

    private Dictionary<string, Tensor> Parameters() => _masks
        .SelectMany((mask, index) => mask.named_parameters().Select(pair => (Name: $"{(index == 0 ? "reward" : "kl")}.{pair.name}", pair.parameter)))
        .ToDictionary(pair => pair.Name, pair => (Tensor)pair.parameter);
}

/// <summary>How learned masks are applied and trained.</summary>
/// <param name="NormEpsilon">ε of the shared LayerNorm: the model's own.</param>
/// <param name="Dropout">Share dropped in training, in [0, 1).</param>
/// <param name="Clamp">The largest weight; <see langword="null"/> for none.</param>
/// <param name="RateFactor">Their learning rate by the policy's.</param>
/// <param name="WeightDecay">Of maps and mixers.</param>
internal sealed record LearnedTokenWeightsOptions(double NormEpsilon, double Dropout, double? Clamp, double RateFactor, double WeightDecay);
