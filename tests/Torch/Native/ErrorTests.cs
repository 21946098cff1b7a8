using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

public class ErrorTests
{
    [Fact]
    public void A_wrong_shape_names_the_operator_and_both_shapes()
    {
        using var scope = torch.NewDisposeScope();
        var (left, right) = (torch.zeros(2, 3), torch.zeros(4, 5));
        AssertNames("aten::mm", () => left.mm(right));
        AssertNames("aten::add.Tensor", () => left + right);
        AssertNames("aten::mul.Tensor", () => left * right);
        AssertNames("aten::cat", () => torch.cat([left, right]));
        AssertNames("aten::where.self", () => torch.where(left > 0, left, right));
        AssertNames("aten::add_.Tensor", () => left.add_(right));
    }

    [Fact]
    public void Code_that_catches_ExternalException_catches_a_refusal() =>
        Assert.ThrowsAny<ExternalException>(() => torch.zeros(2).view(3));

    [Fact]
    public void A_refusal_carries_the_first_line_and_the_whole_text()
    {
        var error = Assert.Throws<TorchException>(() => torch.zeros(2).view(3));
        Assert.Equal("aten::view", error.Operator);
        Assert.Equal("shape '[3]' is invalid for input of size 2", error.FirstLine);
        Assert.StartsWith(error.FirstLine, error.NativeText, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_backward_pass_through_a_freed_graph_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var loss = x.square().sum();
        loss.backward();
        Assert.Contains("second time", Assert.Throws<TorchException>(loss.backward).Message);
    }

    [Fact]
    public void A_flag_that_cannot_be_set_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Throws<TorchException>(() => torch.ones(2, ScalarType.Int64).requires_grad_());
        var made = torch.ones(2, requires_grad: true) * 2;
        Assert.Throws<TorchException>(() => made.requires_grad_(false));
    }

    [Fact]
    public void A_null_tensor_is_named() =>
        Assert.Equal("left", Assert.Throws<ArgumentNullException>(() => torch.add(null!, torch.ones(1))).ParamName);

    [Fact]
    public void An_unknown_device_is_refused() => Assert.Throws<ArgumentException>(() => torch.device("abacus"));

    private static void AssertNames(string name, Func<Tensor> call)
    {
        var error = Assert.Throws<TorchException>(call);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 5]", error.Message, StringComparison.Ordinal);
    }
}
