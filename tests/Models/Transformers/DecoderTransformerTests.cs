using Align.Models.Transformers;

namespace Align.Tests.Models.Transformers;

public sealed class DecoderTransformerTests : IDisposable
{
    private static readonly TransformerConfig Tiny = TransformerPresets.Create("tiny", 15);
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly DecoderTransformer _model = TransformerInitialization.Create(Tiny, seed: 3);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    public static TheoryData<TransformerConfig> Shapes => new(
        Tiny,
        TransformerPresets.Create("small", 40),
        Tiny with { TieWordEmbeddings = false },
        Tiny with { ModelType = TransformerFamily.Qwen3, HeadDim = 16 },
        Tiny with { ModelType = TransformerFamily.Llama },
        Tiny with { ModelType = TransformerFamily.Llama, AttentionBias = true, TieWordEmbeddings = false },
        Tiny with { ModelType = TransformerFamily.Qwen3, AttentionBias = true });

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_parameter_count_of_the_shape_is_that_of_the_module(TransformerConfig config)
    {
        using var model = new DecoderTransformer(config);

        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), config.ParameterCount);
    }

    [Fact]
    public void Weights_have_the_published_names()
    {
        using var model = new DecoderTransformer(Tiny with { ModelType = TransformerFamily.Qwen3, NumHiddenLayers = 1, TieWordEmbeddings = false });
        string[] block = ["input_layernorm", "mlp.down_proj", "mlp.gate_proj", "mlp.up_proj", "post_attention_layernorm", "self_attn.k_norm", "self_attn.k_proj", "self_attn.o_proj", "self_attn.q_norm", "self_attn.q_proj", "self_attn.v_proj"];

        var expected = block.Select(name => $"model.layers.0.{name}.weight").Append("model.embed_tokens.weight").Append("model.norm.weight").Append("lm_head.weight");

        Assert.Equal(expected.Order(StringComparer.Ordinal), model.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_batch_may_be_wider_than_the_context_where_no_sequence_is_longer()
    {
        using var model = TransformerInitialization.Create(Tiny with { MaxPositionEmbeddings = 6 }, seed: 3);
        int[] five = [3, 4, 5, 6, 7];
        // Five and one tokens beside one and five: 10 columns, 6 tokens a row.
        using var both = CompletionBatch.Create([(five, [8]), ([8], five)], padTokenId: 0);
        using var alone = CompletionBatch.Create([([8], five)], padTokenId: 0);
        using var tooLong = CompletionBatch.Create([(five, [8, 9])], padTokenId: 0);

        Values.Near(model.CompletionLogits(alone)[0], model.CompletionLogits(both)[1], 1e-5);
        Assert.Throws<ArgumentException>(() => model.CompletionLogits(tooLong));
    }

    [Fact]
    public void A_double_model_computes_in_double_throughout()
    {
        using var model = TransformerInitialization.Create(Tiny, seed: 3, ScalarType.Float64);
        var weight = model.named_parameters().Single(pair => pair.name == "model.layers.0.self_attn.q_proj.weight").parameter;
        var ids = torch.tensor(new long[] { 3, 4, 5, 6 }, [1, 4]);
        Tensor Loss() => model.call(ids, null).square().sum();
        Loss().backward();
        var gradient = weight.grad!;

        // Central difference along the gradient: its slope is the gradient's norm. One single-precision step in between leaves noise of 1e-3.
        const double Step = 1e-4;
        using var noGrad = torch.no_grad();
        var norm = gradient.square().sum().sqrt();
        var direction = gradient / norm * Step;
        weight.add_(direction);
        var above = Loss().item<double>();
        weight.sub_(direction * 2);
        var below = Loss().item<double>();

        Assert.InRange((above - below) / (2 * Step) / norm.item<double>(), 1 - 1e-5, 1 + 1e-5);
    }

    [Fact]
    public void The_seed_decides_the_weights()
    {
        using var same = TransformerInitialization.Create(Tiny, seed: 3);
        using var other = TransformerInitialization.Create(Tiny, seed: 4);
        const string Name = "model.layers.2.mlp.up_proj.weight";
        var (first, second, third) = (Values.Of(_model.state_dict()[Name]), Values.Of(same.state_dict()[Name]), Values.Of(other.state_dict()[Name]));

        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
        // 49,152 draws: mean within 5 standard errors of 0, deviation near 0.02.
        Assert.InRange(first.Average(), -0.00046, 0.00046);
        Assert.InRange(Math.Sqrt(first.Average(value => value * value)), 0.0195, 0.0205);
        Assert.All(Values.Of(_model.state_dict()["model.norm.weight"]), value => Assert.Equal(1f, value));
        Assert.All(Values.Of(_model.state_dict()["model.layers.0.self_attn.q_proj.bias"]), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void The_same_pass_twice_gives_the_same_bits()
    {
        var ids = Ids([3, 4, 5, 6, 7], [8, 9, 10, 11, 12]);

        Assert.Equal(Values.Of(_model.call(ids, null)), Values.Of(_model.call(ids, null)));
    }

    [Fact]
    public void A_token_sees_no_later_one()
    {
        var logits = _model.call(Ids([3, 4, 5, 6, 7], [3, 4, 5, 13, 14]), null);

        Values.Near(logits[0].narrow(0, 0, 3), logits[1].narrow(0, 0, 3), 1e-6);
        Assert.True(Values.Of(logits[0, 3].sub(logits[1, 3]).abs().max())[0] > 1e-3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Padding_on_either_side_does_not_change_the_real_tokens(bool left)
    {
        int[] real = [3, 4, 5, 6, 7];
        var plain = _model.call(Ids(real), null);
        var padded = left ? Ids([0, 0, 0, .. real]) : Ids([.. real, 0, 0, 0]);
        var mask = padded.ne(0);

        var logits = _model.call(padded, mask);

        Values.Near(plain, logits.narrow(1, left ? 3 : 0, real.Length), 1e-5);
        Assert.All(Values.Of(logits), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void What_stands_in_the_padding_does_not_matter_to_the_bit()
    {
        var mask = Ids([0, 0, 1, 1, 1]).ne(0);
        var zeros = _model.call(Ids([0, 0, 5, 6, 7]), mask);
        var others = _model.call(Ids([9, 4, 5, 6, 7]), mask);

        Assert.Equal(Values.Of(zeros.narrow(1, 2, 3)), Values.Of(others.narrow(1, 2, 3)));
    }

    [Fact]
    public void Gradients_reach_every_parameter_and_skip_the_padding()
    {
        var mask = Ids([0, 0, 1, 1, 1]).ne(0);
        var logits = _model.call(Ids([9, 9, 5, 6, 7]), mask);

        logits.narrow(1, 2, 3).pow(2).mean().backward();

        foreach (var (name, parameter) in _model.named_parameters())
            Assert.True(Values.Of(parameter.grad!).Any(value => value != 0) || name.EndsWith("k_proj.bias", StringComparison.Ordinal), name);
        // The padding's embedding is read by nobody and scored by the tied head alone; it is finite.
        Assert.All(_model.parameters(), parameter => Assert.All(Values.Of(parameter.grad!), value => Assert.True(float.IsFinite(value))));
    }

    [Fact]
    public void The_cache_gives_what_the_full_pass_gives()
    {
        using var noGrad = torch.no_grad();
        var ids = Ids([3, 4, 5, 6, 7, 8], [9, 10, 11, 12, 13, 14]);
        var full = _model.call(ids, null);
        using var cache = new KeyValueCache(Tiny, rows: 2, capacity: 6, ScalarType.Float32);
        var parts = new List<Tensor>();
        foreach (var (start, length) in ((long, long)[])[(0, 3), (3, 1), (4, 2)])
        {
            var positions = torch.arange(start, start + length, dtype: ScalarType.Int64).unsqueeze(0).expand(2, length);
            parts.Add(_model.Logits(_model.HiddenStates(ids.narrow(1, start, length), positions, null, cache)));
        }

        Values.Near(full, torch.cat(parts, 1), 1e-5);
        Assert.Equal(6, cache.Length);
    }

    [Fact]
    public void A_full_cache_refuses_more()
    {
        using var noGrad = torch.no_grad();
        using var cache = new KeyValueCache(Tiny, rows: 1, capacity: 2, ScalarType.Float32);

        var exception = Assert.Throws<InvalidOperationException>(() => _model.HiddenStates(Ids([3, 4, 5]), Ids([0, 1, 2]), null, cache));

        Assert.Contains("room for 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_logits_are_those_of_the_full_pass_at_the_completions()
    {
        using var batch = CompletionBatch.Create([([3, 4, 5], [6, 7]), ([8], [9, 10, 11])], padTokenId: 0);

        var full = _model.call(batch.Ids, batch.AttentionMask);

        Values.Near(full.narrow(1, 2, 3), _model.CompletionLogits(batch), 1e-6);
    }

    [Fact]
    public void Bfloat16_weights_give_bfloat16_logits_near_those_of_float32()
    {
        using var half = TransformerInitialization.Create(Tiny, seed: 3, ScalarType.BFloat16);
        var ids = Ids([3, 4, 5, 6]);

        var logits = half.call(ids, null);

        Assert.Equal(ScalarType.BFloat16, logits.dtype);
        Values.Near(_model.call(ids, null), logits, 0.02);
    }

    [Fact]
    public void Wrong_batches_are_refused_by_name()
    {
        var ids = Ids([3, 4, 5]);
        Assert.Contains("int64 [N, T]", Refusal(ids[0], null), StringComparison.Ordinal);
        Assert.Contains("attentionMask must be Bool [1, 3]", Refusal(ids, ids), StringComparison.Ordinal);
        Assert.Contains("300 tokens", Refusal(torch.zeros([1, 300], dtype: ScalarType.Int64), null), StringComparison.Ordinal);

        string Refusal(Tensor batch, Tensor? mask) => Assert.Throws<ArgumentException>(() => _model.call(batch, mask)).Message;
    }

    [Fact]
    public void An_impossible_shape_is_refused_with_all_its_problems()
    {
        var exception = Assert.Throws<ArgumentException>(() => new DecoderTransformer(Tiny with { NumKeyValueHeads = 3, VocabSize = 0 }));

        Assert.Contains("vocab_size is 0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("num_key_value_heads is 3", exception.Message, StringComparison.Ordinal);
    }

    private static Tensor Ids(params int[][] rows) =>
        torch.tensor([.. rows.SelectMany(row => row).Select(id => (long)id)], [rows.Length, rows[0].Length]);
}
