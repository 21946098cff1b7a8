using Align.Core;
using Align.Models.Adapters;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Tests.Models.Adapters;

public sealed class LoraAdapterTests : IDisposable
{
    private readonly DecoderTransformer _model = AdapterSamples.NewModel();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_new_adapter_changes_nothing()
    {
        var alone = AdapterSamples.Logits(_model);
        using var adapter = LoraAdapter.Create(_model, new LoraOptions(), seed: 1);
        using var inUse = _model.WithAdapter(adapter);

        Assert.Equal(alone, AdapterSamples.Logits(_model));
    }

    [Fact]
    public void Without_its_adapter_the_model_is_the_base_to_the_bit()
    {
        var alone = AdapterSamples.Logits(_model);
        using var adapter = AdapterSamples.NewAdapter(_model);
        using (_model.WithAdapter(adapter)) Assert.True(AdapterSamples.LargestDifference(alone, AdapterSamples.Logits(_model)) > 0.01);

        Assert.Null(_model.Adapter);
        Assert.Equal(alone, AdapterSamples.Logits(_model));
    }

    [Fact]
    public void Several_adapters_share_one_base_and_scopes_nest()
    {
        using var first = AdapterSamples.NewAdapter(_model, 0);
        using var second = AdapterSamples.NewAdapter(_model, 1);
        _model.UseAdapter(first);
        var withFirst = AdapterSamples.Logits(_model);
        using (_model.WithAdapter(second))
        {
            Assert.Same(second, _model.Adapter);
            using (_model.WithAdapter(null)) Assert.NotEqual(withFirst, AdapterSamples.Logits(_model));
            Assert.True(AdapterSamples.LargestDifference(withFirst, AdapterSamples.Logits(_model)) > 0.01);
        }

        Assert.Same(first, _model.Adapter);
        Assert.Equal(withFirst, AdapterSamples.Logits(_model));
        _model.UseAdapter(null);
    }

    [Fact]
    public void The_update_is_alpha_over_r_times_B_A()
    {
        using var scope = torch.NewDisposeScope();
        using var adapter = LoraAdapter.Create(_model, new LoraOptions { Rank = 2, Alpha = 3, TargetModules = ["q_proj"] }, seed: 1);
        // A = [[1, 0, …], [0, 1, 0, …]], B = 1 everywhere: ΔW = 3/2 in the first two columns, 0 in the others.
        using (torch.no_grad())
        {
            adapter.Parameters[0].copy_(torch.eye(16).narrow(0, 0, 2));
            adapter.Parameters[1].fill_(1);
        }

        var delta = Values.Of(adapter.Delta("model.layers.0.self_attn.q_proj"));

        Assert.Equal(2, adapter.Projections.Count());
        for (var i = 0; i < delta.Length; i++) Assert.Equal(i % 16 < 2 ? 1.5f : 0f, delta[i]);
    }

    [Fact]
    public void A_is_bounded_as_Kaiming_s_and_depends_on_seed_and_index_alone()
    {
        using var first = LoraAdapter.Create(_model, new LoraOptions { Rank = 4 }, seed: 1);
        using var again = LoraAdapter.Create(_model, new LoraOptions { Rank = 4 }, seed: 1);
        using var other = LoraAdapter.Create(_model, new LoraOptions { Rank = 4 }, seed: 1, index: 1);

        var query = Values.Of(first.Tensors()["model.layers.0.self_attn.q_proj.lora_A.weight"]);
        Assert.All(query, value => Assert.InRange(value, -0.25f, 0.25f)); // 1/√16
        Assert.True(query.Max() > 0.2f && query.Min() < -0.2f);
        Assert.Equal(query, Values.Of(again.Tensors()["model.layers.0.self_attn.q_proj.lora_A.weight"]));
        Assert.NotEqual(query, Values.Of(other.Tensors()["model.layers.0.self_attn.q_proj.lora_A.weight"]));
        Assert.NotEqual(query, Values.Of(first.Tensors()["model.layers.1.self_attn.q_proj.lora_A.weight"]));
    }

    [Fact]
    public void Gradients_reach_the_adapter_in_use_and_nothing_else()
    {
        using var scope = torch.NewDisposeScope();
        using var trained = AdapterSamples.NewAdapter(_model, 0);
        using var idle = AdapterSamples.NewAdapter(_model, 1);
        foreach (var parameter in _model.parameters()) parameter.requires_grad_(false);

        Tensor loss;
        using (_model.WithAdapter(trained)) loss = _model.call(AdapterSamples.Ids(), null).square().sum();
        loss.backward(); // After the scope: the graph remembers.

        Assert.All(trained.Parameters, parameter => Assert.Contains(Values.Of(parameter.grad!), value => value != 0));
        Assert.All(idle.Parameters, parameter => Assert.Null(parameter.grad));
        Assert.All(_model.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Adapters_are_no_part_of_the_model_s_own_weights()
    {
        var names = _model.state_dict().Keys.ToArray();
        using var adapter = AdapterSamples.NewAdapter(_model);
        using var inUse = _model.WithAdapter(adapter);

        Assert.Equal(names, _model.state_dict().Keys);
        Assert.Equal(names.Length, _model.parameters().Count());
    }

    [Fact]
    public void Dropout_is_for_training_and_repeats_with_its_stream()
    {
        using var adapter = AdapterSamples.NewAdapter(_model, 0, new LoraOptions { Rank = 3, Alpha = 6, Dropout = 0.5 });
        double[] Pass(RandomStream? dropout)
        {
            using var inUse = _model.WithAdapter(adapter, dropout);
            return AdapterSamples.Logits(_model);
        }
        static RandomStream Step(long step) => RandomStream.Create(3, RandomPurpose.Dropout, step);

        Assert.Equal(Pass(null), Pass(null));
        Assert.Equal(Pass(Step(1)), Pass(Step(1)));
        Assert.NotEqual(Pass(Step(1)), Pass(Step(2)));
        Assert.NotEqual(Pass(null), Pass(Step(1)));
    }

    [Fact]
    public void Generation_with_its_cache_is_that_of_the_adapter_in_use()
    {
        using var adapter = AdapterSamples.NewAdapter(_model);
        var alone = Generate();
        using var inUse = _model.WithAdapter(adapter);
        var adapted = Generate();

        Assert.NotEqual(alone.LogProbs, adapted.LogProbs);
        var scored = SequenceScorer.Score(_model, [3, 4, 5, .. adapted.TokenIds]);
        Values.Near(scored.TokenLogProbs.Skip(2), adapted.LogProbs, 1e-4);

        GeneratedSequence Generate() => new TextGenerator(_model).Generate(
            [new GenerationRequest(0, 0, [3, 4, 5], RandomStream.Create(5, RandomPurpose.Rollout))], new SamplingOptions { MaxNewTokens = 8, StopTokenIds = [] })[0];
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        using var adapter = AdapterSamples.NewAdapter(_model);
        using var copy = adapter.Copy();
        using (torch.no_grad()) adapter.Parameters[1].fill_(0);

        Assert.Contains(Values.Of(copy.Parameters[1]), value => value != 0);
        Assert.All(copy.Parameters, parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Every_option_out_of_range_is_told()
    {
        var refusal = Assert.Throws<ArgumentException>(() => LoraAdapter.Create(_model, new LoraOptions { Rank = 0, Alpha = 0, Dropout = 1, TargetModules = ["q_proj", "head"] }, seed: 1));

        foreach (var word in new[] { "rank is 0", "alpha is 0", "dropout is 1", "head" }) Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_a_model_of_a_short_type_the_adapter_is_float32()
    {
        using var model = AdapterSamples.NewModel(ScalarType.BFloat16);
        using var adapter = AdapterSamples.NewAdapter(model);
        using var inUse = model.WithAdapter(adapter);
        using var scope = torch.NewDisposeScope();

        Assert.All(adapter.Parameters, parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
        Assert.Equal(ScalarType.BFloat16, model.call(AdapterSamples.Ids(), null).dtype);
    }
}
