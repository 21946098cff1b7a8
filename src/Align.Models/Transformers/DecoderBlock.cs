using Align.Models.Adapters;
using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>One block: x + attention(norm(x)), then x + feed-forward(norm(x)).</summary>
internal sealed class DecoderBlock : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly int _layer;
    private readonly GroupedQueryAttention _attention;
    private readonly GatedFeedForward _feedForward;
    private readonly RmsNorm _attentionNorm;
    private readonly RmsNorm _feedForwardNorm;

    public DecoderBlock(TransformerConfig config, int layer, ScalarType dtype)
        : base(nameof(DecoderBlock))
    {
        _layer = layer;
        register_module("self_attn", _attention = new GroupedQueryAttention(config, layer, dtype));
        register_module("mlp", _feedForward = new GatedFeedForward(config, layer, dtype));
        register_module("input_layernorm", _attentionNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, dtype));
        register_module("post_attention_layernorm", _feedForwardNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, dtype));
    }

    /// <summary>Its projections, by name.</summary>
    public IEnumerable<AdaptableLinear> Projections => _attention.Projections.Concat(_feedForward.Projections);

    /// <param name="input">[N, T, d].</param>
    /// <param name="context">Positions, mask and cache.</param>
    /// <returns>[N, T, d].</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        using var scope = torch.NewDisposeScope();
        var normed = _attentionNorm.call(input);
        var fromAttention = _attention.call(normed, context);
        var attended = input.add(fromAttention);
        var fromFeedForward = _feedForward.call(_feedForwardNorm.call(attended), context);
        var output = attended.add(fromFeedForward);
        if (context.Recorder is { } recorder) Record(recorder, input, normed, fromAttention, fromFeedForward, output);
        return output.MoveToOuterDisposeScope();
    }

    private void Record(ActivationRecorder recorder, Tensor input, Tensor normed, Tensor fromAttention, Tensor fromFeedForward, Tensor output)
    {
        Place("input_ln_attn", input);
        Place("delta_attn", fromAttention);
        Place("post_ln_attn", normed);
        Place("delta_mlp", fromFeedForward);
        Place("post_mlp", output);
        recorder.RecordBlockOutput(output);

        void Place(string name, Tensor activation) => recorder.Record(ActivationGroup.Residual, $"resid.{_layer}.{name}", activation);
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }
}
