namespace Align.Tests.Torch.NN;

public sealed class ClippingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Parameter[] _parameters = [new(zeros(2)), new(zeros(3)), new(zeros(1))];

    public void Dispose() => _scope.Dispose();

    // √(9 + 16 + 144 + 1) = 13.038; Σ|g| = 20; max|g| = 12. The factors are 2/13.038, 2/20 and 2/12.
    [Theory]
    [InlineData(2.0, 13.038404810405298)]
    [InlineData(1.0, 20.0)]
    [InlineData(double.PositiveInfinity, 12.0)]
    public void Gradients_above_the_limit_are_scaled_down_to_it(double order, double norm)
    {
        SetGradients(3, -4, 0, 12, 1);
        Assert.Equal(norm, nn.utils.clip_grad_norm_(_parameters, 2.0, order), 5);
        TensorAssert.Close(_parameters[0].grad!, [6 / norm, -8 / norm], 1e-6);
        TensorAssert.Close(_parameters[1].grad!, [0, 24 / norm, 2 / norm], 1e-6);
        Assert.Null(_parameters[2].grad);
    }

    [Fact]
    public void Gradients_below_the_limit_stay()
    {
        SetGradients(3, -4, 0, 12, 1);
        nn.utils.clip_grad_norm_(_parameters, 14);
        TensorAssert.Close(_parameters[0].grad!, [3, -4]);
    }

    [Fact]
    public void The_norm_of_no_gradient_is_zero() => Assert.Equal(0, nn.utils.clip_grad_norm_(_parameters, 1));

    [Fact]
    public void A_norm_that_is_not_finite_is_reported_and_spoils_the_gradients()
    {
        SetGradients(3, double.NaN, 0, 12, 1);
        Assert.True(double.IsNaN(nn.utils.clip_grad_norm_(_parameters, 1)));
        TensorAssert.Close(_parameters[1].grad!, [double.NaN, double.NaN, double.NaN]);

        SetGradients(3, double.PositiveInfinity, 0, 12, 1);
        Assert.Equal(double.PositiveInfinity, nn.utils.clip_grad_norm_(_parameters, 1));
        TensorAssert.Close(_parameters[0].grad!, [0, double.NaN]);
    }

    [Fact]
    public void Values_are_clipped_on_both_sides()
    {
        SetGradients(3, -4, 0, 12, 1);
        nn.utils.clip_grad_value_(_parameters, 2);
        TensorAssert.Close(_parameters[0].grad!, [2, -2]);
        TensorAssert.Close(_parameters[1].grad!, [0, 2, 1]);
    }

    [Fact]
    public void Parameters_go_to_a_vector_and_back()
    {
        nn.utils.vector_to_parameters(arange(6).to(ScalarType.Float32), _parameters);
        TensorAssert.Close(_parameters[1], [2, 3, 4]);
        TensorAssert.Close(nn.utils.parameters_to_vector(_parameters), [0, 1, 2, 3, 4, 5]);
        Assert.Throws<ArgumentException>(() => nn.utils.vector_to_parameters(zeros(7), _parameters));
    }

    private void SetGradients(params double[] values)
    {
        _parameters[0].grad = TensorAssert.Doubles(values[..2]).to(ScalarType.Float32);
        _parameters[1].grad = TensorAssert.Doubles(values[2..]).to(ScalarType.Float32);
    }
}
