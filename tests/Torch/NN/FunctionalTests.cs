namespace Align.Tests.Torch.NN;

/// <summary>Expected values are those of PyTorch 1.13, float64.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class FunctionalTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _x = TensorAssert.Doubles(-30, -2, -0.5, 0, 0.75, 3, 25);
    private readonly Tensor _rows = TensorAssert.Doubles(1, 2, 0.5, -1, 0.25, 3, 0, 0, 1).reshape(3, 3);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Activations_have_their_known_values()
    {
        TensorAssert.Close(nn.functional.silu(_x),
            [-2.8072868906517896e-12, -0.2384058440442351, -0.1887703343990727, 0, 0.5093840243815447, 2.8577223804672998, 24.9999999996528]);
        TensorAssert.Close(nn.functional.relu(_x), [0, 0, 0, 0, 0.75, 3, 25]);
        TensorAssert.Close(nn.functional.gelu(_x),
            [0, -0.04550026389635842, -0.15426876936299344, 0, 0.5800294857173489, 2.99595030590511, 25]);
        TensorAssert.Close(nn.functional.gelu(_x, GELU.Approximate.tanh),
            [0, -0.04540230591222494, -0.15428599017485606, 0, 0.5799605551656203, 2.996362607918227, 25]);
    }

    [Fact]
    public void Softplus_and_logsigmoid_stay_finite_at_both_ends()
    {
        TensorAssert.Close(nn.functional.softplus(_x),
            [9.357622968839737e-14, 0.1269280110429725, 0.4740769841801067, 0.6931471805599453, 1.1368710061148999, 3.048587351573742, 25]);
        TensorAssert.Close(nn.functional.softplus(_x, beta: 2, threshold: 3),
            [4.37825538134826e-27, 0.009074963958904869, 0.15663084375911143, 0.34657359027997264, 0.8507066389913762, 3, 25]);
        TensorAssert.Close(nn.functional.logsigmoid(_x),
            [-30.000000000000092, -2.1269280110429727, -0.9740769841801067, -0.6931471805599453, -0.38687100611489994, -0.04858735157374206,
                -1.3887943864867583e-11]);
    }

    [Fact]
    public void Softmax_and_log_softmax_have_their_known_values()
    {
        TensorAssert.Close(nn.functional.softmax(_x, -1),
            [1.299581424575342e-24, 1.879528815914067e-12, 8.42346375166752e-12, 1.3887943860345742e-11, 2.940077738306783e-11,
                2.7894680919413186e-10, 0.9999999996674613]);
        TensorAssert.Close(nn.functional.log_softmax(_x, -1),
            [-55.00000000033254, -27.000000000332538, -25.500000000332538, -25.000000000332538, -24.250000000332538, -22.000000000332538,
                -3.3253866321713934e-10]);
    }

    [Fact]
    public void Softmax_answers_in_the_type_asked_for() =>
        Assert.Equal(ScalarType.Float32, nn.functional.softmax(_x, -1, ScalarType.Float32).dtype);

    [Fact]
    public void An_activation_in_place_overwrites_its_input()
    {
        var result = nn.functional.relu(_x, inplace: true);
        TensorAssert.Close(_x, [0, 0, 0, 0, 0.75, 3, 25]);
        TensorAssert.Same(result, _x);
    }

    [Fact]
    public void Dropout_out_of_training_is_the_identity() =>
        TensorAssert.Same(nn.functional.dropout(_x, 0.9, training: false), _x);

    [Fact]
    public void Dropout_zeroes_a_share_and_scales_the_rest()
    {
        manual_seed(3);
        var values = TensorAssert.Values(nn.functional.dropout(ones(10_000, dtype: ScalarType.Float64), 0.25));
        Assert.All(values, value => Assert.True(value is 0 or 1 / 0.75));
        Assert.InRange(values.Count(value => value == 0), 2_300, 2_700);
    }

    [Fact]
    public void One_hot_counts_its_classes_or_takes_their_number()
    {
        var classes = tensor(new long[] { 2, 0 });
        TensorAssert.Close(nn.functional.one_hot(classes), [0, 0, 1, 1, 0, 0]);
        Assert.Equal([2L, 4L], nn.functional.one_hot(classes, 4).shape);
        Assert.Throws<ArgumentException>(() => nn.functional.one_hot(_x));
    }

    [Fact]
    public void Normalize_divides_by_the_norm_and_keeps_zero_vectors()
    {
        TensorAssert.Close(nn.functional.normalize(_rows),
            [0.4364357804719848, 0.8728715609439696, 0.2182178902359924, -0.31524416249564025, 0.07881104062391006, 0.9457324874869207, 0, 0, 1]);
        TensorAssert.Close(nn.functional.normalize(_rows, p: 1, dim: 0),
            [0.5, 0.8888888888888888, 0.1111111111111111, -0.5, 0.1111111111111111, 0.6666666666666666, 0, 0, 0.2222222222222222]);
        TensorAssert.Close(nn.functional.normalize(zeros(1, 3, dtype: ScalarType.Float64)), [0, 0, 0]);
    }

    [Fact]
    public void Cosine_similarity_has_its_known_values()
    {
        var others = TensorAssert.Doubles(1, 0, 1, 0, 1, 0.25, 1, 0, 0.5).reshape(3, 3);
        TensorAssert.Close(nn.functional.cosine_similarity(_rows, others), [0.4629100498862757, 0.3058317599597417, 0.4472135954999579]);
    }

    [Fact]
    public void Linear_maps_the_last_dimension()
    {
        // [1 2] and [3 -1] through W = [[1 0], [2 1], [0 -1]]: x₁, 2x₁ + x₂, −x₂, plus [10 20 30].
        var weights = TensorAssert.Doubles(1, 0, 2, 1, 0, -1).reshape(3, 2);
        var input = TensorAssert.Doubles(1, 2, 3, -1).reshape(1, 2, 2);
        var result = nn.functional.linear(input, weights, TensorAssert.Doubles(10, 20, 30));
        Assert.Equal([1L, 2L, 3L], result.shape);
        TensorAssert.Close(result, [11, 24, 28, 13, 25, 31]);
        TensorAssert.Close(nn.functional.linear(input, weights), [1, 4, -2, 3, 5, 1]);
    }

    [Fact]
    public void Pad_fills_with_each_of_its_modes()
    {
        var table = TensorAssert.Doubles(1, 2, 3, 4, 5, 6).reshape(2, 3);
        TensorAssert.Close(nn.functional.pad(table, (1, 2), value: 9), [9, 1, 2, 3, 9, 9, 9, 4, 5, 6, 9, 9]);
        TensorAssert.Close(nn.functional.pad(table, (0, 1, 1, 0)), [0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0]);
        Assert.Equal([4L, 5L], nn.functional.pad(table, 1).shape);
        var batch = table.unsqueeze(0);
        TensorAssert.Close(nn.functional.pad(batch, (2, 1), PaddingModes.Reflect), [3, 2, 1, 2, 3, 2, 6, 5, 4, 5, 6, 5]);
        TensorAssert.Close(nn.functional.pad(batch, (2, 1), PaddingModes.Replicate), [1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 6, 6]);
        TensorAssert.Close(nn.functional.pad(batch, (2, 1), PaddingModes.Circular), [2, 3, 1, 2, 3, 1, 5, 6, 4, 5, 6, 4]);
    }
}
