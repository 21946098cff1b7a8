using System.Globalization;
using Align.Models.Adapters;
using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>Causal attention in which several query heads share one head of keys and values (Ainslie et al. 2023, arXiv:2305.13245).</summary>
internal sealed class GroupedQueryAttention : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly int _layer;
    private readonly long _keyValueHeads;
    private readonly long _group;
    private readonly long _headDim;
    private readonly AdaptableLinear _query;
    private readonly AdaptableLinear _key;
    private readonly AdaptableLinear _value;
    private readonly AdaptableLinear _output;
    private readonly RmsNorm? _queryNorm;
    private readonly RmsNorm? _keyNorm;

    public GroupedQueryAttention(TransformerConfig config, int layer, ScalarType dtype)
        : base(nameof(GroupedQueryAttention))
    {
        _layer = layer;
        _keyValueHeads = config.NumKeyValueHeads;
        _group = config.NumAttentionHeads / config.NumKeyValueHeads;
        _headDim = config.HeadDim;
        var (queryWidth, keyValueWidth) = (config.NumAttentionHeads * _headDim, _keyValueHeads * _headDim);
        _query = Project("q_proj", config.HiddenSize, queryWidth, config.HasQueryKeyValueBias);
        _key = Project("k_proj", config.HiddenSize, keyValueWidth, config.HasQueryKeyValueBias);
        _value = Project("v_proj", config.HiddenSize, keyValueWidth, config.HasQueryKeyValueBias);
        _output = Project("o_proj", queryWidth, config.HiddenSize, config.HasOutputBias);
        if (!config.HasHeadNorms) return;
        register_module("q_norm", _queryNorm = new RmsNorm(_headDim, config.RmsNormEps, dtype));
        register_module("k_norm", _keyNorm = new RmsNorm(_headDim, config.RmsNormEps, dtype));

        AdaptableLinear Project(string name, long input, long output, bool bias)
        {
            var linear = nn.Linear(input, output, hasBias: bias, dtype: dtype);
            register_module(name, linear);
            return new AdaptableLinear(PrefixOf(layer) + name, linear);
        }
    }

    /// <summary>The four projections, by name.</summary>
    public IEnumerable<AdaptableLinear> Projections => [_query, _key, _value, _output];

    /// <param name="input">[N, T, d].</param>
    /// <param name="context">Positions, mask and cache.</param>
    /// <returns>[N, T, d].</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        var (rows, length) = (input.shape[0], input.shape[1]);
        var query = Heads(_query.Apply(input), _queryNorm, [rows, length, _keyValueHeads * _group, _headDim]);
        var key = Heads(_key.Apply(input), _keyNorm, [rows, length, _keyValueHeads, _headDim]);
        var value = _value.Apply(input).view(rows, length, _keyValueHeads, _headDim).transpose(1, 2);
        var (cos, sin) = (context.Cos.unsqueeze(2), context.Sin.unsqueeze(2));
        Record(context, "q", query);
        Record(context, "k", key);
        Record(context, "v", value.transpose(1, 2));
        query = RotaryEmbedding.Turn(query, cos, sin);
        key = RotaryEmbedding.Turn(key, cos, sin);
        Record(context, "rotated_q", query);
        Record(context, "rotated_k", key);
        key = key.transpose(1, 2);
        if (context.Cache is { } cache) (key, value) = cache.Append(_layer, key, value);
        var attended = Attend(query, key, value, context.Blocked);
        Record(context, "v_out", attended);
        return _output.Apply(attended);
    }

    // Registered in the constructor, under the published names; the fields' own names must not come on top.
    protected override void RegisterComponents()
    {
    }

    private void Record(AttentionContext context, string place, Tensor activation) =>
        context.Recorder?.Record(ActivationGroup.Attention, $"attn.{_layer}.{place}", activation);

    private static string PrefixOf(int layer) => string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}.self_attn.");

    private static Tensor Heads(Tensor projected, RmsNorm? norm, long[] shape)
    {
        var heads = projected.view(shape);
        return norm is null ? heads : norm.call(heads);
    }

    // Query heads of one group are stacked along the length, so that keys and values are never repeated.
    private Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? blocked)
    {
        var (rows, length, keys) = (query.shape[0], query.shape[1], key.shape[2]);
        var stacked = query.view(rows, length, _keyValueHeads, _group, _headDim).permute(0, 2, 3, 1, 4)
            .reshape(rows, _keyValueHeads, _group * length, _headDim);
        var scores = stacked.mul(1 / Math.Sqrt(_headDim)).matmul(key.transpose(2, 3));
        if (blocked is not null)
            scores = scores.view(rows, _keyValueHeads, _group, length, keys).masked_fill(blocked, double.NegativeInfinity).view(rows, _keyValueHeads, _group * length, keys);
        var attention = scores.dtype is ScalarType.Float32 or ScalarType.Float64 ? scores.softmax(-1) : scores.softmax(-1, ScalarType.Float32).to(scores.dtype);
        return attention.matmul(value).view(rows, _keyValueHeads, _group, length, _headDim)
            .permute(0, 3, 1, 2, 4).reshape(rows, length, _keyValueHeads * _group * _headDim);
    }
}
