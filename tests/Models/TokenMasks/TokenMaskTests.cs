using Align.Core;
using Align.Models.TokenMasks;

namespace Align.Tests.Models.TokenMasks;

public sealed class TokenMaskTests
{
    private const int Layers = 3;
    private const int Hidden = 5;

    [Fact]
    public void A_simple_module_has_the_published_number_of_parameters()
    {
        using var mask = Create(TokenMaskArchitecture.SimpleAll);

        // L·(H + 1) + L + 2H = 3·6 + 3 + 10.
        Assert.Equal(31, mask.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(mask.parameters().Count(), mask.named_parameters().Select(pair => pair.name).Distinct().Count());
    }

    [Fact]
    public void A_mixer_begins_positive_so_that_no_mask_is_dead_from_the_start()
    {
        using var mask = Create(TokenMaskArchitecture.SimpleAll);

        Assert.All(Values.Of(mask.Mixer!), value => Assert.Equal(1f / Layers, value));
    }

    [Fact]
    public void The_last_blocks_module_has_one_map_and_neither_mixer_nor_norm()
    {
        using var scope = torch.NewDisposeScope();
        using var mask = Create(TokenMaskArchitecture.SimpleLast);

        Assert.Null(mask.Mixer);
        Assert.Null(mask.LayerNormWeight);
        Assert.Equal([1L, Hidden], mask.Maps().Weight.shape);
    }

    [Theory]
    [InlineData(TokenMaskArchitecture.SimpleAll, Layers)]
    [InlineData(TokenMaskArchitecture.MlAll, Layers)]
    [InlineData(TokenMaskArchitecture.MlLast, 1)]
    public void Every_map_reaches_every_parameter_it_is_made_of(TokenMaskArchitecture architecture, long maps)
    {
        using var scope = torch.NewDisposeScope();
        using var mask = Create(architecture);
        var (weight, bias) = mask.Maps();
        Assert.Equal([maps, Hidden], weight.shape);
        Assert.Equal([maps], bias.shape);
        (weight.sum() + bias.sum()).backward();

        Assert.All(
            mask.named_parameters().Where(pair => pair.name.EndsWith("weight", StringComparison.Ordinal) && !pair.name.StartsWith("layer_norm", StringComparison.Ordinal)),
            pair => Assert.True(pair.parameter.grad!.abs().sum().item<float>() > 0, pair.name));
    }

    [Fact]
    public void Factored_maps_are_the_product_of_their_factors()
    {
        using var scope = torch.NewDisposeScope();
        using var mask = Create(TokenMaskArchitecture.MlLast);
        var input = torch.tensor(new[] { 1f, -2f, 3f, 0.5f, -1f }, [Hidden]);
        using var noGrad = torch.no_grad();
        mask.get_parameter("factor_bias")!.fill_(0.25);
        mask.get_parameter("bias")!.fill_(0.5);

        // 200 units of W₁x + c, then w₂ over them: the two affine maps, one after the other.
        var units = mask.get_parameter("factor_weight")!.squeeze(0).matmul(input) + mask.get_parameter("factor_bias")!.squeeze(0);
        var expected = mask.get_parameter("weight")!.matmul(units) + mask.get_parameter("bias")!;
        var (weight, bias) = mask.Maps();
        Values.Near(expected, weight.matmul(input) + bias, 1e-6);
    }

    [Fact]
    public void The_same_stream_gives_the_same_parameters()
    {
        using var one = Create(TokenMaskArchitecture.MlAll);
        using var other = Create(TokenMaskArchitecture.MlAll);
        using var normal = Create(TokenMaskArchitecture.SimpleAll, MixerInitialization.Normal);

        Assert.Equal(one.parameters().SelectMany(Values.Of), other.parameters().SelectMany(Values.Of));
        Assert.Equal(Layers, Values.Of(normal.Mixer!).Distinct().Count());
    }

    private static TokenMask Create(TokenMaskArchitecture architecture, MixerInitialization mixer = MixerInitialization.Positive) =>
        new(architecture, Layers, Hidden, mixer, RandomStream.Create(1, RandomPurpose.Initialization));
}
