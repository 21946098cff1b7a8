using Align.Testing;

namespace Align.Tests.Torch.NN;

/// <summary>Every function's gradients beside finite differences, in float64 and away from kinks.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class FunctionalGradientTests : IDisposable
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Unary = new()
    {
        ["silu"] = x => nn.functional.silu(x),
        ["relu"] = x => nn.functional.relu(x),
        ["gelu"] = x => nn.functional.gelu(x),
        ["gelu by tanh"] = x => nn.functional.gelu(x, GELU.Approximate.tanh),
        ["softplus"] = x => nn.functional.softplus(x, 2, 3),
        ["logsigmoid"] = x => nn.functional.logsigmoid(x),
        ["softmax"] = x => nn.functional.softmax(x, -1),
        ["log_softmax"] = x => nn.functional.log_softmax(x, 0),
        ["normalize"] = x => nn.functional.normalize(x),
        ["normalize of order 3"] = x => nn.functional.normalize(x, p: 3, dim: 0),
        ["pad with a constant"] = x => nn.functional.pad(x, (1, 2), value: 5),
        ["pad by reflection"] = x => nn.functional.pad(x.unsqueeze(0), (1, 2), PaddingModes.Reflect),
        ["dropout"] = x =>
        {
            manual_seed(5);
            return nn.functional.dropout(x, 0.5);
        },
    };

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _x = TensorAssert.Doubles(0.7, -1.3, 2.1, -0.4, 0.9, -2.2).reshape(2, 3);
    private readonly Tensor _y = TensorAssert.Doubles(-0.6, 1.1, 0.3, 0.8, -1.7, 0.5).reshape(2, 3);

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void A_function_of_one_tensor_has_the_gradient_of_its_differences(string name) =>
        GradientCheck.Verify(inputs => Unary[name](inputs[0]), [_x]);

    [Fact]
    public void Linear_has_the_gradients_of_its_differences() =>
        GradientCheck.Verify(inputs => nn.functional.linear(inputs[0], inputs[1], inputs[2]), [_x, _y, TensorAssert.Doubles(0.1, -0.2)]);

    [Fact]
    public void Cosine_similarity_has_the_gradients_of_its_differences() =>
        GradientCheck.Verify(inputs => nn.functional.cosine_similarity(inputs[0], inputs[1]), [_x, _y]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Attention_has_the_gradients_of_its_differences(bool causal) =>
        GradientCheck.Verify(
            inputs => nn.functional.scaled_dot_product_attention(inputs[0], inputs[1], inputs[2], is_casual: causal),
            [_x, _y, TensorAssert.Doubles(1, 2, -1, 0.5).reshape(2, 2)]);

    [Theory]
    [InlineData(nn.Reduction.None)]
    [InlineData(nn.Reduction.Mean)]
    [InlineData(nn.Reduction.Sum)]
    public void Losses_have_the_gradients_of_their_differences(nn.Reduction reduction)
    {
        var classes = tensor(new long[] { 2, -100 });
        var known = tensor(new long[] { 2, 0 });
        var weights = TensorAssert.Doubles(1, 2, 0.5);
        GradientCheck.Verify(inputs => nn.functional.cross_entropy(inputs[0], classes, weights, reduction: reduction), [_x]);
        GradientCheck.Verify(inputs => nn.functional.cross_entropy(inputs[0], known, reduction: reduction, label_smoothing: 0.1), [_x]);
        GradientCheck.Verify(inputs => nn.functional.nll_loss(inputs[0], known, weights, reduction), [_x]);
        GradientCheck.Verify(inputs => nn.functional.mse_loss(inputs[0], inputs[1], reduction), [_x, _y]);
        GradientCheck.Verify(
            inputs => nn.functional.binary_cross_entropy_with_logits(inputs[0], _y.sigmoid(), weights, reduction, weights), [_x]);
    }
}
