namespace Align.Tests.Torch;

public class TorchExceptionTests
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
    public void A_refusal_carries_the_first_line_and_the_whole_text()
    {
        var error = Assert.Throws<TorchException>(() => torch.zeros(2).view(3));
        Assert.Equal("aten::view", error.Operator);
        Assert.Equal("shape '[3]' is invalid for input of size 2", error.FirstLine);
        Assert.StartsWith(error.FirstLine, error.NativeText, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static void AssertNames(string name, Func<Tensor> call)
    {
        var error = Assert.Throws<TorchException>(call);
        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 5]", error.Message, StringComparison.Ordinal);
    }
}
