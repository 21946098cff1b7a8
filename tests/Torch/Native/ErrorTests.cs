using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

public class ErrorTests
{
    [Fact]
    public void Code_that_catches_ExternalException_catches_a_refusal() =>
        Assert.ThrowsAny<ExternalException>(() => torch.zeros(2).view(3));

    [Fact]
    public void A_backward_pass_through_a_freed_graph_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var loss = x.square().sum();
        loss.backward();
        Assert.Contains("second time", Assert.ThrowsAny<ExternalException>(loss.backward).Message);
    }

    [Fact]
    public void A_flag_that_cannot_be_set_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.ThrowsAny<ExternalException>(() => torch.ones(2, ScalarType.Int64).requires_grad_());
        var made = torch.ones(2, requires_grad: true) * 2;
        Assert.ThrowsAny<ExternalException>(() => made.requires_grad_(false));
    }

    [Fact]
    public void A_null_tensor_is_named() =>
        Assert.Equal("left", Assert.Throws<ArgumentNullException>(() => torch.add(null!, torch.ones(1))).ParamName);

    [Fact]
    public void An_unknown_device_is_refused() => Assert.Throws<ArgumentException>(() => torch.device("abacus"));
}
