using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

[Collection(nameof(Alone))]
public class CustomFunctionTests
{
    [Fact]
    public void A_custom_function_uses_its_own_backward()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([1.0, 2.0], requires_grad: true);
        // forward c·x², backward deliberately 100·c·g: not the derivative, so that the test can tell them apart.
        var y = ScaledSquare.apply(x, 3.0);
        Assert.Equal([3.0, 12.0], y.data<double>().ToArray());
        y.sum().backward();
        Assert.Equal([300.0, 300.0], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Saved_inputs_and_outputs_come_back_in_order()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([0.5, -1.0], requires_grad: true);
        var y = torch.tensor([2.0, 3.0], requires_grad: true);
        // f = (x·y, e^x): df1 = (y, x), df2 = e^x for x; with seeds 1 and 10: gx = y + 10·e^x, gy = x.
        var outputs = ProductAndExponential.apply(x, y);
        torch.autograd.backward([outputs[0].sum(), (outputs[1] * 10).sum()]);
        var expected = new[] { 2 + (10 * Math.Exp(0.5)), 3 + (10 * Math.Exp(-1)) };
        Assert.True(x.grad!.allclose(torch.tensor(expected)));
        Assert.True(y.grad!.allclose(torch.tensor([0.5, -1.0])));
    }

    [Fact]
    public void An_output_without_a_gradient_hands_zeros_to_backward()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([0.5, -1.0], requires_grad: true);
        var y = torch.tensor([2.0, 3.0], requires_grad: true);
        ProductAndExponential.apply(x, y)[0].sum().backward();
        Assert.True(x.grad!.allclose(torch.tensor([2.0, 3.0])));
    }

    [Fact]
    public void Without_recording_only_forward_runs()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([1.0], requires_grad: true);
        using (torch.no_grad()) Assert.False(ScaledSquare.apply(x, 3.0).requires_grad);
        Assert.False(ScaledSquare.apply(torch.tensor([1.0]), 3.0).requires_grad);
    }

    [Fact]
    public void An_exception_in_backward_reaches_the_caller_with_its_cause()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([1.0], requires_grad: true);
        var y = Failing.apply(x);
        var error = Assert.ThrowsAny<ExternalException>(() => y.sum().backward());
        Assert.Contains("no gradient today", error.Message);
        Assert.IsType<TimeZoneNotFoundException>(error.InnerException);
    }

    [Fact]
    public void A_saved_tensor_that_was_written_in_place_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([1.0, 2.0], requires_grad: true);
        var y = torch.tensor([2.0, 3.0]);
        var product = ProductAndExponential.apply(x, y)[0];
        y.add_(1);
        var error = Assert.ThrowsAny<ExternalException>(() => product.sum().backward());
        Assert.Contains("modified by an inplace operation", error.ToString());
    }

    [Fact]
    public void The_graph_of_a_custom_function_is_freed_with_its_outputs()
    {
        var before = Tensor.TotalCount;
        using (torch.NewDisposeScope())
        {
            for (var i = 0; i < 100; i++)
            {
                var x = torch.ones(10, requires_grad: true);
                ProductAndExponential.apply(x, x * 2)[1].sum().backward();
            }
        }
        Assert.True(Tensor.TotalCount <= before + 50, $"{Tensor.TotalCount - before} tensors are left");
    }

    private sealed class ScaledSquare : torch.autograd.SingleTensorFunction<ScaledSquare>
    {
        public override string Name => nameof(ScaledSquare);

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("scale", vars[1]);
            return ((Tensor)vars[0]).square() * (double)vars[1];
        }

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output * (100 * (double)ctx.get_data("scale")), null!];
    }

    private sealed class ProductAndExponential : torch.autograd.MultiTensorFunction<ProductAndExponential>
    {
        public override string Name => nameof(ProductAndExponential);

        public override List<Tensor> forward(torch.autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, y) = ((Tensor)vars[0], (Tensor)vars[1]);
            var exponential = x.exp();
            ctx.save_for_backward([x, y, exponential]);
            return [x * y, exponential];
        }

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var saved = ctx.get_saved_variables();
            return [(grad_outputs[0] * saved[1]) + (grad_outputs[1] * saved[2]), grad_outputs[0] * saved[0]];
        }
    }

    private sealed class Failing : torch.autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 2;

        public override List<Tensor> backward(torch.autograd.AutogradContext ctx, Tensor grad_output) =>
            throw new TimeZoneNotFoundException("no gradient today");
    }
}
