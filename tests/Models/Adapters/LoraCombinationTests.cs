using Align.Models.Adapters;
using Align.Models.Transformers;

namespace Align.Tests.Models.Adapters;

public sealed class LoraCombinationTests : IDisposable
{
    private const string Projection = "model.layers.1.mlp.up_proj";
    private readonly DecoderTransformer _model = AdapterSamples.NewModel(ScalarType.Float64);
    private readonly LoraAdapter _first;
    private readonly LoraAdapter _second;

    public LoraCombinationTests()
    {
        _first = AdapterSamples.NewAdapter(_model, 0);
        _second = AdapterSamples.NewAdapter(_model, 1, new LoraOptions { Rank = 2, Alpha = 1 });
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Concatenated_ranks_give_the_sum_of_the_updates()
    {
        using var scope = torch.NewDisposeScope();
        using var combined = LoraAdapter.Combine([(_first, 0.7), (_second, -1.3)]);

        var sum = _first.Delta(Projection).mul(0.7).add(_second.Delta(Projection).mul(-1.3));

        Assert.Equal(5, combined.Options.Rank);
        Assert.True(combined.Delta(Projection).sub(sum).abs().max().item<double>() < 1e-14);
    }

    [Fact]
    public void A_vertex_of_the_simplex_is_that_adapter()
    {
        using var combined = LoraAdapter.Combine([(_first, 0), (_second, 1)]);

        Assert.True(AdapterSamples.LargestDifference(With(_second), With(combined)) < 1e-12);
    }

    [Fact]
    public void A_mixture_is_the_combination_of_its_coefficients()
    {
        using var scope = torch.NewDisposeScope();
        using var combined = LoraAdapter.Combine([(_first, 1.5), (_second, 0.25)]);
        using var mixture = new LoraMixture([_first, _second]);
        using var inUse = mixture.Use(_model, torch.tensor([1.5, 0.25]));

        Assert.True(AdapterSamples.LargestDifference(With(combined), AdapterSamples.Logits(_model)) < 1e-12);
    }

    [Fact]
    public void Gradients_reach_the_coefficients_and_not_the_adapters()
    {
        using var scope = torch.NewDisposeScope();
        using var mixture = new LoraMixture([_first, _second]);
        foreach (var parameter in _model.parameters()) parameter.requires_grad_(false);
        var coefficients = torch.tensor([0.5, 0.5], requires_grad: true);

        using (mixture.Use(_model, coefficients)) _model.call(AdapterSamples.Ids(), null).square().sum().backward();

        const double Step = 1e-6;
        var expected = (LossAt(mixture, 0.5 + Step) - LossAt(mixture, 0.5 - Step)) / (2 * Step);
        var found = coefficients.grad![0].item<double>();
        Assert.True(Math.Abs(expected - found) < 1e-6 * Math.Max(1, Math.Abs(expected)), $"{expected} {found}");
        Assert.All(_first.Parameters.Concat(_second.Parameters), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Different_projections_cannot_be_combined()
    {
        using var other = AdapterSamples.NewAdapter(_model, 2, new LoraOptions { TargetModules = ["q_proj"] });

        Assert.Throws<ArgumentException>(() => LoraAdapter.Combine([(_first, 1), (other, 1)]));
        Assert.Throws<ArgumentException>(() => LoraAdapter.Combine([]));
    }

    [Fact]
    public void As_many_coefficients_as_adapters_are_needed()
    {
        using var mixture = new LoraMixture([_first, _second]);

        Assert.Throws<ArgumentException>(() => mixture.Use(_model, torch.tensor([1.0])));
    }

    private double LossAt(LoraMixture mixture, double first)
    {
        using var inUse = mixture.Use(_model, torch.tensor([first, 0.5]));
        return AdapterSamples.Logits(_model).Sum(logit => logit * logit);
    }

    private double[] With(LoraAdapter adapter)
    {
        using var inUse = _model.WithAdapter(adapter);
        return AdapterSamples.Logits(_model);
    }
}
