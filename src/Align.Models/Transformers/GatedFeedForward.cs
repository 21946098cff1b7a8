using System.Globalization;
using Align.Models.Adapters;
using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>SwiGLU: W_down(silu(W_gate x) ∘ W_up x) (Shazeer 2020, arXiv:2002.05202).</summary>
internal sealed class GatedFeedForward : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly int _layer;
    private readonly AdaptableLinear _gate;
    private readonly AdaptableLinear _up;
    private readonly AdaptableLinear _down;

    public GatedFeedForward(TransformerConfig config, int layer, ScalarType dtype)
        : base(nameof(GatedFeedForward))
    {
        _layer = layer;
        _gate = Project("gate_proj", config.HiddenSize, config.IntermediateSize);
        _up = Project("up_proj", config.HiddenSize, config.IntermediateSize);
        _down = Project("down_proj", config.IntermediateSize, config.HiddenSize);

        AdaptableLinear Project(string name, long input, long output)
        {
            var linear = nn.Linear(input, output, hasBias: false, dtype: dtype);
            register_module(name, linear);
            return new AdaptableLinear(string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}.mlp.{name}"), linear);
        }
    }

    /// <summary>The three projections, by name.</summary>
    public IEnumerable<AdaptableLinear> Projections => [_gate, _up, _down];

    /// <param name="input">[…, d].</param>
    /// <param name="context">Who takes down activations.</param>
    /// <returns>[…, d].</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        var gated = nn.functional.silu(_gate.Apply(input)).mul(_up.Apply(input));
        context.Recorder?.Record(ActivationGroup.Mlp, $"mlp.{_layer}.post_act", gated);
        return _down.Apply(gated);
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }
}
