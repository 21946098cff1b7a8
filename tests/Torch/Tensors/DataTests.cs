namespace Align.Tests.Torch;

public class DataTests
{
    [Fact]
    public void Bytes_are_the_tensors_own_memory()
    {
        using var x = torch.tensor([1f, 2f]);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(x.bytes)[1] = 5;
        Assert.Equal(5, x[1].item<float>());
        x.bytes = new byte[8];
        Assert.Equal([0f, 0f], x.data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[4]);
    }

    [Fact]
    public void A_transposed_tensor_has_no_bytes_at_hand_but_its_elements_can_be_read()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Throws<InvalidOperationException>(() => x.t().bytes.Length);
        Assert.Equal([1, 4, 2, 5, 3, 6], x.t().data<int>().ToArray());
        Assert.Equal(6, x.t().data<int>()[2, 1]);
    }

    [Fact]
    public void Elements_are_read_only_as_what_they_are()
    {
        using var x = torch.ones(2);
        Assert.Throws<ArgumentException>(() => x.data<int>());
        Assert.Throws<ArgumentException>(() => x.item<float>());
        Assert.Equal(1, x[0].ToInt64());
        Assert.Equal(1.0, (double)x[1]);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Bool)]
    public void Every_dtype_goes_there_and_back(ScalarType dtype)
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([0.0, 1.0, 1.0, 0.0], [2, 2]).to(dtype);
        Assert.Equal(dtype, x.dtype);
        Assert.Equal([0.0, 1.0, 1.0, 0.0], x.to(ScalarType.Float64).data<double>().ToArray());
        Assert.Equal(x.numel() * x.element_size(), x.bytes.Length);
    }

    [Fact]
    public void A_brain_float_rounds_to_the_nearest_even()
    {
        using var scope = torch.NewDisposeScope();
        float[] values = [1.00390625f, 1.01171875f, -3.14159f, 1e30f, 0];
        var native = torch.tensor(values).to(ScalarType.BFloat16);
        Assert.Equal(native.data<BFloat16>().ToArray(), values.Select(value => new BFloat16(value)));
    }

    [Fact]
    public void Numbers_and_arrays_convert_to_tensors()
    {
        using var scope = torch.NewDisposeScope();
        Tensor number = 3;
        Tensor vector = new[] { 1.5f, 2.5f };
        Assert.Equal(ScalarType.Int32, number.dtype);
        Assert.Equal(ScalarType.Float32, vector.dtype);
        Assert.Equal([2L, 2], torch.from_array(new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } }).shape);
        Assert.Throws<ArgumentException>(() => torch.tensor([1f, 2f, 3f], [2, 2]));
    }

    [Fact]
    public void Text_shows_shape_dtype_device_and_elements()
    {
        using var x = torch.tensor([1.5f, -2f], [2, 1]);
        Assert.Equal("[2x1], type = Float32, device = cpu", x.ToString());
        Assert.Equal("[2x1], type = Float32, device = cpu, value = \n[[1.5]\n [-2]]", x.str(newLine: "\n"));
    }

    [Fact]
    public void Strides_and_sizes_are_those_of_libtorch()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.zeros(2, 3, 4).transpose(0, 2);
        Assert.Equal([4L, 3, 2], x.shape);
        Assert.Equal([1L, 4, 12], x.stride());
        Assert.Equal(2, x.size(-1));
        Assert.False(x.is_contiguous());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.size(3));
    }
}
