namespace Align.Tests.Torch.NN;

/// <summary>Expected values are those of PyTorch 1.13 after manual_seed(0), float32.</summary>
[Collection(nameof(DefaultGenerator))]
public sealed class LayerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public LayerTests() => manual_seed(0);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Linear_starts_with_the_weights_of_PyTorch()
    {
        using var linear = nn.Linear(3, 2);
        TensorAssert.Close(linear.weight, [-0.0043225177, 0.30971584, -0.47518533, -0.4248946, -0.22236897, 0.15482073], 1e-7);
        TensorAssert.Close(linear.bias!, [-0.011439145, 0.45777494], 1e-7);
        var input = TensorAssert.Doubles(1, 2, -1, 0.5, -0.25, 3).to(ScalarType.Float32).reshape(2, 3);
        TensorAssert.Close(linear.call(input), [1.0788553, -0.56667835, -1.5165854, 0.76538205], 1e-6);
        Assert.Equal((3L, 2L), (linear.in_features, linear.out_features));
    }

    [Fact]
    public void Linear_without_a_bias_has_one_parameter()
    {
        using var linear = nn.Linear(3, 2, hasBias: false, dtype: ScalarType.Float64);
        Assert.Null(linear.bias);
        Assert.Equal(["weight"], linear.named_parameters().Select(named => named.name));
        Assert.Equal(ScalarType.Float64, linear.weight.dtype);
    }

    [Fact]
    public void A_weight_that_is_replaced_is_released()
    {
        using var linear = nn.Linear(2, 2);
        var before = linear.weight;
        linear.weight = new Parameter(ones(2, 2));
        Assert.True(before.IsInvalid);
        Assert.Same(linear.weight, linear.get_parameter("weight"));
        linear.bias = null;
        TensorAssert.Close(linear.call(ones(1, 2)), [2, 2]);
    }

    [Fact]
    public void Embedding_starts_with_the_table_of_PyTorch_and_a_zero_padding_row()
    {
        using var embedding = nn.Embedding(4, 3, padding_idx: 1);
        TensorAssert.Close(embedding.weight!,
            [1.5409961, -0.2934289, -2.1787894, 0, 0, 0, 0.40334684, 0.83802634, -0.7192576, -0.40334353, -0.59663534, 0.18203649], 1e-7);
        var result = embedding.call(tensor(new long[] { 3, 1, 3 }));
        Assert.Equal([3L, 3L], result.shape);
        TensorAssert.Close(result, [-0.40334353, -0.59663534, 0.18203649, 0, 0, 0, -0.40334353, -0.59663534, 0.18203649], 1e-7);
        result.sum().backward();
        TensorAssert.Close(embedding.weight!.grad!, [0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2]);
    }

    [Fact]
    public void A_negative_padding_row_counts_from_the_end()
    {
        using var embedding = nn.Embedding(2, 2, padding_idx: -1);
        TensorAssert.Close(embedding.weight!.select(0, 1), [0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => nn.Embedding(2, 2, padding_idx: 2));
    }

    [Fact]
    public void Embedding_scales_gradients_by_frequency()
    {
        using var embedding = nn.Embedding(2, 1, scale_grad_by_freq: true);
        embedding.call(tensor(new long[] { 1, 1, 1 })).sum().backward();
        TensorAssert.Close(embedding.weight!.grad!, [0, 1], 1e-6);
    }

    [Fact]
    public void Embedding_limits_the_norm_of_rows_that_it_looks_up()
    {
        using var embedding = nn.Embedding_from_pretrained(TensorAssert.Doubles(3, 4, 6, 8).reshape(2, 2), max_norm: 1);
        TensorAssert.Close(embedding.call(tensor(new long[] { 0 })), [0.6, 0.8], 1e-6);
        TensorAssert.Close(embedding.weight!, [0.6, 0.8, 6, 8], 1e-6);
        Assert.False(embedding.weight!.requires_grad);
    }

    [Fact]
    public void Dropout_acts_only_in_training()
    {
        using var dropout = nn.Dropout(1.0);
        TensorAssert.Close(dropout.call(ones(2)), [0, 0]);
        dropout.eval();
        TensorAssert.Close(dropout.call(ones(2)), [1, 1]);
    }

    [Fact]
    public void A_module_list_numbers_its_items_however_they_came()
    {
        using var list = nn.ModuleList(nn.Linear(1, 1), nn.Linear(1, 2));
        list.append(nn.Linear(1, 3));
        list.Insert(0, nn.Linear(1, 4));
        list.extend([nn.Linear(1, 5)]);
        Assert.Equal([4L, 1, 2, 3, 5], list.Select(linear => linear.out_features));
        Assert.Equal(["0", "1", "2", "3", "4"], list.named_children().Select(named => named.name));
        Assert.Equal(4, list.get_parameter("0.weight")!.shape[0]);
        using var removed = list[1];
        list.RemoveAt(1);
        Assert.Equal(2, list.get_parameter("1.weight")!.shape[0]);
        Assert.Equal(4, list.Count);
    }
}
