using Align.Models.Adapters;
using Align.Models.Transformers;

namespace Align.Tests.Models.Adapters;

public sealed class LoraMergeTests
{
    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Merged_weights_give_what_the_adapter_gives(ScalarType dtype, double tolerance)
    {
        using var model = AdapterSamples.NewModel(dtype);
        using var adapter = AdapterSamples.NewAdapter(model);
        var adapted = With(model, adapter);
        using var merge = LoraMerge.Apply(model, adapter);

        var merged = AdapterSamples.Logits(model);
        var scale = adapted.Max(Math.Abs);
        Assert.True(AdapterSamples.LargestDifference(adapted, merged) <= tolerance * Math.Max(1, scale), $"{AdapterSamples.LargestDifference(adapted, merged)} of {scale}");
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Undone_merges_leave_every_weight_as_it_was(ScalarType dtype)
    {
        using var model = AdapterSamples.NewModel(dtype);
        using var adapter = AdapterSamples.NewAdapter(model);
        var (before, logits) = (Weights(model), AdapterSamples.Logits(model));
        using var merge = LoraMerge.Apply(model, adapter);
        Assert.NotEqual(before, Weights(model));

        merge.Undo();

        Assert.Equal(before, Weights(model));
        Assert.Equal(logits, AdapterSamples.Logits(model));
    }

    [Fact]
    public void Projections_that_are_no_targets_keep_their_weights()
    {
        using var model = AdapterSamples.NewModel();
        using var adapter = AdapterSamples.NewAdapter(model, options: new LoraOptions { TargetModules = ["down_proj"] });
        var before = model.state_dict().ToDictionary(pair => pair.Key, pair => Values.Of(pair.Value));
        using var merge = LoraMerge.Apply(model, adapter);

        foreach (var (name, value) in model.state_dict()) Assert.Equal(!name.Contains("down_proj", StringComparison.Ordinal), before[name].SequenceEqual(Values.Of(value)));
    }

    [Fact]
    public void An_adapter_in_use_would_count_twice_and_is_refused()
    {
        using var model = AdapterSamples.NewModel();
        using var adapter = AdapterSamples.NewAdapter(model);
        using var inUse = model.WithAdapter(adapter);

        Assert.Throws<InvalidOperationException>(() => LoraMerge.Apply(model, adapter));
    }

    [Fact]
    public void Freed_originals_cannot_come_back()
    {
        using var model = AdapterSamples.NewModel();
        using var adapter = AdapterSamples.NewAdapter(model);
        var merge = LoraMerge.Apply(model, adapter);
        merge.Dispose();

        Assert.Throws<ObjectDisposedException>(merge.Undo);
    }

    private static double[] With(DecoderTransformer model, LoraAdapter adapter)
    {
        using var inUse = model.WithAdapter(adapter);
        return AdapterSamples.Logits(model);
    }

    private static double[][] Weights(DecoderTransformer model)
    {
        using var scope = torch.NewDisposeScope();
        return [.. model.parameters().Select(parameter => parameter.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray())];
    }
}
