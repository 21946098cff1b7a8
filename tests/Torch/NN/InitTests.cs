namespace Align.Tests.Torch.NN;

/// <summary>Expected values are those that PyTorch 1.13 draws after manual_seed(7), float32.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class InitTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _table = empty(2, 3);

    public InitTests() => manual_seed(7);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Xavier_uniform_draws_as_PyTorch_does() =>
        TensorAssert.Close(nn.init.xavier_uniform_(_table),
            [0.07651146, -0.65988916, 0.34881535, 0.34372938, -0.5854901, -0.16418225], 1e-7);

    [Fact]
    public void Xavier_normal_draws_as_PyTorch_does() =>
        TensorAssert.Close(nn.init.xavier_normal_(_table),
            [-0.09284137, 0.49719942, 0.5988226, -0.70477307, 1.0693495, -0.56593883], 1e-6);

    [Fact]
    public void Kaiming_normal_draws_as_PyTorch_does() =>
        TensorAssert.Close(nn.init.kaiming_normal_(_table, a: 0.5, mode: nn.init.FanInOut.FanOut),
            [-0.13129753, 0.70314616, 0.846863, -0.9966996, 1.5122887, -0.8003584], 1e-6);

    [Fact]
    public void Truncated_normal_draws_as_PyTorch_does() =>
        TensorAssert.Close(nn.init.trunc_normal_(_table, mean: 0.1, std: 0.5, a: -0.3, b: 0.4),
            [0.08338745, -0.14224559, 0.16361228, 0.16210528, -0.11792938, 0.012183122], 1e-6);

    [Fact]
    public void Constants_fill_parameters_outside_autograd()
    {
        using var parameter = new Parameter(empty(2, 2));
        TensorAssert.Close(nn.init.ones_(parameter), [1, 1, 1, 1]);
        TensorAssert.Close(nn.init.zeros_(parameter), [0, 0, 0, 0]);
        TensorAssert.Close(nn.init.constant_(parameter, 0.5), [0.5, 0.5, 0.5, 0.5]);
        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
    }

    [Fact]
    public void Fans_count_what_lies_beyond_two_dimensions()
    {
        Assert.Equal((3L, 2L), nn.init.CalculateFanInAndFanOut(_table));
        Assert.Equal((3L * 20, 2L * 20), nn.init.CalculateFanInAndFanOut(empty(2, 3, 4, 5)));
        Assert.Throws<ArgumentException>(() => nn.init.CalculateFanInAndFanOut(empty(2)));
    }

    [Fact]
    public void Gains_have_their_known_values()
    {
        Assert.Equal(1, nn.init.calculate_gain(nn.init.NonlinearityType.Linear));
        Assert.Equal(5.0 / 3, nn.init.calculate_gain(nn.init.NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU));
        Assert.Equal(Math.Sqrt(1.6), nn.init.calculate_gain(nn.init.NonlinearityType.LeakyReLU, 0.5));
    }
}
