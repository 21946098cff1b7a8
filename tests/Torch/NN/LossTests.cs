namespace Align.Tests.Torch.NN;

/// <summary>Expected values are those of PyTorch 1.13, float64.</summary>
public sealed class LossTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _logits = TensorAssert.Doubles(1, 2, 0.5, -1, 0.25, 3, 0, 0, 1).reshape(3, 3);
    private readonly Tensor _classes = tensor(new long[] { 1, 0, 2 });
    private readonly Tensor _weights = TensorAssert.Doubles(1, 2, 0.5);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(-100L)]
    [InlineData(0L)]
    public void Cross_entropy_leaves_ignored_classes_out_of_sum_and_mean(long ignored)
    {
        var target = tensor(new[] { 1, ignored, 2 });
        TensorAssert.Close(nn.functional.cross_entropy(_logits, target, ignore_index: ignored, reduction: nn.Reduction.None),
            [0.4643687841079449, 0, 0.5514447139320511]);
        TensorAssert.Close(nn.functional.cross_entropy(_logits, target, ignore_index: ignored), [0.507906749019998]);
        TensorAssert.Close(nn.functional.cross_entropy(_logits, target, ignore_index: ignored, reduction: nn.Reduction.Sum), [1.015813498039996]);
    }

    [Fact]
    public void Cross_entropy_of_nothing_is_not_a_number() =>
        TensorAssert.Close(nn.functional.cross_entropy(_logits, full([3], -100, dtype: ScalarType.Int64)), [double.NaN]);

    [Fact]
    public void Cross_entropy_weighs_classes_and_smooths_labels()
    {
        TensorAssert.Close(nn.functional.cross_entropy(_logits, _classes, _weights), [1.509570321881719]);
        TensorAssert.Close(nn.functional.cross_entropy(_logits, _classes, label_smoothing: 0.1), [1.689949899814699]);
    }

    [Fact]
    public void Negative_log_likelihood_of_log_softmax_is_cross_entropy()
    {
        var logProbs = nn.functional.log_softmax(_logits, -1);
        TensorAssert.Close(nn.functional.nll_loss(logProbs, _classes), [1.6982832331480322]);
        TensorAssert.Close(nn.functional.nll_loss(logProbs, _classes, _weights, nn.Reduction.Sum), [5.283496126586016]);
    }

    [Fact]
    public void Squared_error_has_each_reduction()
    {
        var target = TensorAssert.Doubles(0.5, 2, 0, 1, 1, 1, 0, 1, 0.25).reshape(3, 3);
        TensorAssert.Close(nn.functional.mse_loss(_logits, target, nn.Reduction.None), [0.25, 0, 0.25, 4, 0.5625, 4, 0, 1, 0.5625]);
        TensorAssert.Close(nn.functional.mse_loss(_logits, target), [1.1805555555555556]);
        TensorAssert.Close(nn.functional.mse_loss(_logits, target, nn.Reduction.Sum), [10.625]);
    }

    [Fact]
    public void Binary_cross_entropy_has_each_reduction_and_both_weights()
    {
        var target = TensorAssert.Doubles(1, 0, 1, 0, 1, 0.25, 1, 0, 0.5).reshape(3, 3);
        TensorAssert.Close(nn.functional.binary_cross_entropy_with_logits(_logits, target, reduction: nn.Reduction.None),
            [0.31326168751822286, 2.1269280110429727, 0.4740769841801067, 0.31326168751822286, 0.5759394198788437, 2.298587351573742,
                0.6931471805599453, 0.6931471805599453, 0.8132616875182228]);
        TensorAssert.Close(nn.functional.binary_cross_entropy_with_logits(_logits, target), [0.922401243372247]);
        TensorAssert.Close(nn.functional.binary_cross_entropy_with_logits(_logits, target, reduction: nn.Reduction.Sum), [8.301611190350224]);
        TensorAssert.Close(
            nn.functional.binary_cross_entropy_with_logits(_logits, target, _weights, pos_weights: TensorAssert.Doubles(2, 1, 3)),
            [1.2837695915674192]);
    }
}
