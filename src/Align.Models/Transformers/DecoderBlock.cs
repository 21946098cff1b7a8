namespace Align.Models.Transformers;

/// <summary>One block: x + attention(norm(x)), then x + feed-forward(norm(x)).</summary>
internal sealed class DecoderBlock : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly GroupedQueryAttention _attention;
    private readonly GatedFeedForward _feedForward;
    private readonly RmsNorm _attentionNorm;
    private readonly RmsNorm _feedForwardNorm;

    public DecoderBlock(TransformerConfig config, int layer, ScalarType dtype)
        : base(nameof(DecoderBlock))
    {
        register_module("self_attn", _attention = new GroupedQueryAttention(config, layer, dtype));
        register_module("mlp", _feedForward = new GatedFeedForward(config, dtype));
        register_module("input_layernorm", _attentionNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, dtype));
        register_module("post_attention_layernorm", _feedForwardNorm = new RmsNorm(config.HiddenSize, config.RmsNormEps, dtype));
    }

    /// <param name="input">[N, T, d].</param>
    /// <param name="context">Positions, mask and cache.</param>
    /// <returns>[N, T, d].</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        using var scope = torch.NewDisposeScope();
        var attended = input.add(_attention.call(_attentionNorm.call(input), context));
        return attended.add(_feedForward.call(_feedForwardNorm.call(attended))).MoveToOuterDisposeScope();
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }
}
