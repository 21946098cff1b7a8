namespace Align.Tests.Torch.NN;

/// <summary>Expected values are those of softmax(QKᵀ/√2 + mask)V in PyTorch 1.13, float64.</summary>
public sealed class AttentionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _query = TensorAssert.Doubles(1, 0, 0.5, -1, 2, 1).reshape(1, 3, 2);
    private readonly Tensor _key = TensorAssert.Doubles(0, 1, 1, 1, -1, 0.5).reshape(1, 3, 2);
    private readonly Tensor _value = TensorAssert.Doubles(1, 2, 3, -1, 0, 4).reshape(1, 3, 2);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Attention_without_a_mask_has_its_known_values() =>
        TensorAssert.Close(nn.functional.scaled_dot_product_attention(_query, _key, _value),
            [2.0119214453873457, 0.5521324544406702, 1.539770384278907, 1.3363673851537494, 2.524572602520262, -0.27070495473584516]);

    [Fact]
    public void Causal_attention_equals_a_lower_triangular_mask()
    {
        double[] expected = [1, 2, 2.1749580016792196, 0.2375629974811707, 2.524572602520262, -0.27070495473584516];
        var mask = ones(3, 3, dtype: ScalarType.Bool).tril();
        TensorAssert.Close(nn.functional.scaled_dot_product_attention(_query, _key, _value, is_casual: true), expected);
        TensorAssert.Close(nn.functional.scaled_dot_product_attention(_query, _key, _value, mask), expected);
    }

    [Fact]
    public void A_float_mask_is_added_to_the_scores() =>
        TensorAssert.Close(
            nn.functional.scaled_dot_product_attention(_query, _key, _value, TensorAssert.Doubles(0, -1, 2, 0, 0, 0, 1, 0, 0).reshape(3, 3)),
            [0.6008641016928029, 2.936710187556923, 1.539770384278907, 1.3363673851537494, 2.150457582058104, 0.28650355681697537]);

    [Fact]
    public void Contradictory_arguments_are_refused()
    {
        var mask = ones(3, 3, dtype: ScalarType.Bool);
        Assert.Throws<ArgumentException>(() => nn.functional.scaled_dot_product_attention(_query, _key, _value, mask, is_casual: true));
        Assert.Throws<ArgumentException>(() => nn.functional.scaled_dot_product_attention(_query, _key, _value, p: -0.1));
    }
}
