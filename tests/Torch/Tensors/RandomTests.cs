using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

public class RandomTests
{
    [Fact]
    public void One_seed_gives_the_same_numbers_and_those_of_PyTorch()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7);
        var first = torch.randn([4], generator: generator);
        generator.manual_seed(7);
        Assert.True(first.Equals(torch.randn([4], generator: generator)));
        // torch.manual_seed(7); torch.randn(4)
        Assert.True(first.allclose(torch.tensor([-0.14679509f, 0.78614128f, 0.94682163f, -1.11434400f]), atol: 1e-6));
    }

    [Fact]
    public void A_saved_state_continues_the_stream()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        _ = torch.rand([3], generator: generator);
        var state = generator.get_state();
        var expected = torch.rand([5], generator: generator);
        using var other = new torch.Generator(99);
        other.set_state(state);
        Assert.True(expected.Equals(torch.rand([5], generator: other)));
        Assert.Equal(1, generator.initial_seed());
    }

    [Fact]
    public void A_state_that_is_none_is_refused()
    {
        using var generator = new torch.Generator(1);
        using var broken = torch.zeros(3, ScalarType.Byte);
        Assert.ThrowsAny<ExternalException>(() => generator.set_state(broken));
    }

    [Fact]
    public void Draws_stay_in_their_ranges()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        var integers = torch.randint(2, 5, [1000], generator: generator);
        Assert.Equal((2L, 4L), (integers.min().item<long>(), integers.max().item<long>()));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), torch.randperm(50, generator: generator).data<long>().ToArray().Order());
        var uniform = torch.empty(1000).uniform_(-1, 1, generator);
        Assert.True(uniform.ge(-1).all().item<bool>() && uniform.lt(1).all().item<bool>());
        var drawn = torch.tensor([0f, 0f, 1f]).multinomial(20, replacement: true, generator);
        Assert.True(drawn.eq(2).all().item<bool>());
        Assert.Equal(ScalarType.Float64, torch.normal(0, 1, [2], ScalarType.Float64, generator: generator).dtype);
    }
}
