namespace Align.Tests.Torch;

public class SmokeTests
{
    [Fact]
    public void A_tensor_adds_multiplies_and_differentiates()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        var y = ((x * 2 + 1) * x).sum();
        y.backward();
        Assert.Equal(new[] { 5f, 9f, 13f }, x.grad!.data<float>().ToArray());
        Assert.Equal(2 * 14 + 6, y.item<float>());
        Assert.Equal(new long[] { 2, 3 }, torch.zeros(2, 3).shape);
        Assert.Equal(2f, x[1].item<float>());
        Assert.Equal(new[] { 2f, 3f }, x[1..].data<float>().ToArray());
        Assert.Equal(new[] { 1f, 3f }, x[torch.tensor(new[] { true, false, true })].data<float>().ToArray());
        var (values, indexes) = x.max(0);
        Assert.Equal(2, indexes.item<long>());
        Assert.Equal(3f, (float)values);
    }

    [Fact]
    public void A_refused_call_names_operator_and_shapes()
    {
        var error = Assert.Throws<TorchException>(() => torch.zeros(2, 3).mm(torch.zeros(4, 5)));
        Assert.Contains("aten::mm", error.Message);
        Assert.Contains("Float32 [2, 3], Float32 [4, 5]", error.Message);
    }
}
