using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>SwiGLU: W_down(silu(W_gate x) ∘ W_up x) (Shazeer 2020, arXiv:2002.05202).</summary>
internal sealed class GatedFeedForward : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly int _layer;
    private readonly Linear _gate;
    private readonly Linear _up;
    private readonly Linear _down;

    public GatedFeedForward(TransformerConfig config, int layer, ScalarType dtype)
        : base(nameof(GatedFeedForward))
    {
        _layer = layer;
        register_module("gate_proj", _gate = nn.Linear(config.HiddenSize, config.IntermediateSize, hasBias: false, dtype: dtype));
        register_module("up_proj", _up = nn.Linear(config.HiddenSize, config.IntermediateSize, hasBias: false, dtype: dtype));
        register_module("down_proj", _down = nn.Linear(config.IntermediateSize, config.HiddenSize, hasBias: false, dtype: dtype));
    }

    /// <param name="input">[…, d].</param>
    /// <param name="context">Who takes down activations.</param>
    /// <returns>[…, d].</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        var gated = nn.functional.silu(_gate.call(input)).mul(_up.call(input));
        context.Recorder?.Record(ActivationGroup.Mlp, $"mlp.{_layer}.post_act", gated);
        return _down.call(gated);
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }
}
