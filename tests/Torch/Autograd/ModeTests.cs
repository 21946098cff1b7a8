using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

public class ModeTests
{
    [Fact]
    public void No_grad_records_nothing_and_ends_with_its_scope()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        using (torch.no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (torch.enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(torch.is_grad_enabled());
        }
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_mode_makes_tensors_that_cannot_be_recorded()
    {
        using var scope = torch.NewDisposeScope();
        Tensor made;
        using (torch.inference_mode())
        {
            Assert.True(torch.is_inference_mode_enabled());
            made = torch.ones(2) * 2;
        }
        Assert.ThrowsAny<ExternalException>(() => made.requires_grad_());
        Assert.False(torch.is_inference_mode_enabled());
        Assert.ThrowsAny<ExternalException>(() => made * torch.ones(2, requires_grad: true));
    }

    [Fact]
    public void Grad_gives_gradients_without_touching_the_leaves()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([2.0], requires_grad: true);
        var unused = torch.tensor([2.0], requires_grad: true);
        // d(x³)/dx = 3x² = 12; the second derivative 6x = 12.
        var first = torch.autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        Assert.Equal(12.0, first.item<double>(), 12);
        var second = torch.autograd.grad([first.sum()], [x, unused], allow_unused: true);
        Assert.Equal(12.0, second[0].item<double>(), 12);
        Assert.Null(second[1]);
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_adds_up_until_it_is_cleared()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(1, requires_grad: true);
        (x * 3).sum().backward();
        (x * 4).sum().backward();
        Assert.Equal(7f, x.grad!.item<float>());
        x.grad = null;
        Assert.Null(x.grad);
        Assert.True(x.is_leaf && !(x * 2).is_leaf);
    }

    [Fact]
    public void Anomaly_detection_names_the_operator()
    {
        using var scope = torch.NewDisposeScope();
        using var anomaly = torch.autograd.detect_anomaly();
        var x = torch.zeros(1, requires_grad: true);
        var error = Assert.ThrowsAny<ExternalException>(() => (x.sqrt() * 0).sum().backward());
        Assert.Contains("Sqrt", error.Message, StringComparison.Ordinal);
    }
}
