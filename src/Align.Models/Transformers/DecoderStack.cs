using Align.Models.Adapters;
using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>Embedding, blocks and the last norm; <c>model.</c> in the weights' names.</summary>
internal sealed class DecoderStack : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly ModuleList<DecoderBlock> _layers;
    private readonly RmsNorm _norm;

    public DecoderStack(TransformerConfig config, ScalarType dtype)
        : base(nameof(DecoderStack))
    {
        Embedding = nn.Embedding(config.VocabSize, config.HiddenSize, dtype: dtype);
        _layers = new ModuleList<DecoderBlock>([.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer => new DecoderBlock(config, layer, dtype))]);
        register_module("embed_tokens", Embedding);
        register_module("layers", _layers);
        register_module("norm", _norm = new RmsNorm(config.HiddenSize, config.RmsNormEps, dtype));
    }

    public Embedding Embedding { get; }

    /// <summary>The projections of all blocks, by name.</summary>
    public IEnumerable<AdaptableLinear> Projections => _layers.SelectMany(layer => layer.Projections);

    /// <param name="ids">int64 [N, T].</param>
    /// <param name="context">Positions, mask and cache.</param>
    /// <returns>[N, T, d].</returns>
    public override Tensor forward(Tensor ids, AttentionContext context)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = Embedding.call(ids);
        context.Recorder?.Record(ActivationGroup.Residual, "resid.post_emb", hidden);
        foreach (var layer in _layers) hidden = layer.call(hidden, context);
        var normed = _norm.call(hidden);
        context.Recorder?.Record(ActivationGroup.Residual, "resid.post_ln_f", normed);
        return normed.MoveToOuterDisposeScope();
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }
}
