using Align.Kernels;
using Align.Kernels.Decoding;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>The native decode engine as seen from a model: whether it can read it, and with what.</summary>
public static class DecodeEngine
{
    /// <summary>Why the engine cannot generate with a model as it is now, as a clause; <see langword="null"/> where it can.</summary>
    /// <param name="model">The model, with the adapter in use.</param>
    public static string? Obstacle(DecoderTransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Obstacle(model.Dtype, model.Device.type, adapted: model.Adapter is not null) is { } obstacle) return obstacle;
        return Tensors(model).AreReadable ? null : "a weight is not contiguous or not of the model's type";
    }

    /// <summary>As <see cref="Obstacle(DecoderTransformer)"/>, of a model that is not there yet.</summary>
    /// <param name="dtype">The type of its weights.</param>
    /// <param name="device">Where they will be.</param>
    /// <param name="adapted">Whether an unmerged adapter is in use.</param>
    public static string? Obstacle(ScalarType dtype, DeviceType device, bool adapted)
    {
        if (!KernelLibrary.IsAvailable) return "its library is not built; eng/build-kernels.sh builds it";
        if (dtype != ScalarType.Float32) return $"the weights are {dtype}, and it reads Float32";
        if (device != DeviceType.CPU) return $"the weights are on {device}, and it reads host memory";
        return adapted ? "an adapter is in use" : null;
    }

    /// <summary>The engine's copy of a model's matrices, for any number of generators that share it.</summary>
    /// <param name="model">A model to which <see cref="Obstacle(DecoderTransformer)"/> has nothing to say; not to be changed while the copy is in use.</param>
    /// <exception cref="InsufficientMemoryException">The copy does not fit into memory.</exception>
    public static PackedWeights Pack(DecoderTransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new PackedWeights(Shape(model.Config), Tensors(model), torch.get_num_threads());
    }

    /// <summary>A decoder of a model's weights.</summary>
    /// <param name="config">The model's.</param>
    /// <param name="weights">Its matrices; not owned.</param>
    /// <param name="positions">The longest sequence.</param>
    /// <param name="maxRows">The most tokens read in one step.</param>
    /// <param name="maxLogitsRows">The most rows of logits in one step.</param>
    internal static NativeDecoder Create(TransformerConfig config, PackedWeights weights, int positions, int maxRows, int maxLogitsRows)
    {
        var (cosines, sines) = RopeFrequencies.Table(RopeFrequencies.Compute(config), positions);
        return new NativeDecoder(weights, cosines, sines, maxRows, maxLogitsRows, torch.get_num_threads());
    }

    private static DecoderShape Shape(TransformerConfig config) => new(
        config.NumHiddenLayers, config.HiddenSize, config.IntermediateSize, config.NumAttentionHeads, config.NumKeyValueHeads,
        config.HeadDim, config.VocabSize, config.RmsNormEps);

    private static DecoderTensors Tensors(DecoderTransformer model)
    {
        var byName = model.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        var layers = Enumerable.Range(0, model.Config.NumHiddenLayers).Select(layer => Layer(byName, $"model.layers.{layer}.")).ToArray();
        return new DecoderTensors(byName["model.embed_tokens.weight"], byName["model.norm.weight"], model.HeadWeight, layers);
    }

    private static LayerTensors Layer(Dictionary<string, Parameter> byName, string prefix)
    {
        return new LayerTensors(
            byName[prefix + "input_layernorm.weight"],
            byName[prefix + "self_attn.q_proj.weight"],
            byName[prefix + "self_attn.k_proj.weight"],
            byName[prefix + "self_attn.v_proj.weight"],
            byName[prefix + "self_attn.o_proj.weight"],
            byName[prefix + "post_attention_layernorm.weight"],
            byName[prefix + "mlp.gate_proj.weight"],
            byName[prefix + "mlp.up_proj.weight"],
            byName[prefix + "mlp.down_proj.weight"])
        {
            QueryBias = Find("self_attn.q_proj.bias"),
            KeyBias = Find("self_attn.k_proj.bias"),
            ValueBias = Find("self_attn.v_proj.bias"),
            OutputBias = Find("self_attn.o_proj.bias"),
            QueryNorm = Find("self_attn.q_norm.weight"),
            KeyNorm = Find("self_attn.k_norm.weight"),
        };

        Parameter? Find(string name) => byName.GetValueOrDefault(prefix + name);
    }
}
