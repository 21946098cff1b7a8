using Align.Testing;

namespace Align.Tests.Torch;

public class GradientTests
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Differentiable = GradientRows.Rows;

    public static TheoryData<string> Names => [.. Differentiable.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_backward_pass_agrees_with_finite_differences(string name)
    {
        using var scope = torch.NewDisposeScope();
        // No two elements are equal and none is near a kink (0, ±0.5, 1) of a function in the table.
        var x = torch.tensor([0.31, -1.72, 2.24, -0.63, 1.13, -2.91], [2, 3]);
        var y = torch.tensor([1.21, 0.42, -0.83, -1.54, 0.93, 2.62], [2, 3]);
        var p = torch.tensor([0.52, 1.73, 0.21, 2.54, 0.91, 1.33], [2, 3]);
        GradientCheck.Verify(Differentiable[name], [x, y, p]);
    }

    [Fact]
    public void A_wrong_backward_pass_is_found()
    {
        using var scope = torch.NewDisposeScope();
        var mismatches = GradientCheck.Mismatches(static inputs => inputs[0] * inputs[0].detach(), [torch.tensor([3.0])]);
        // f = x·stop(x): backward says x = 3 times cos(1), the function itself changes by 2x = 6 times cos(1).
        Assert.Equal(3 * Math.Cos(1), mismatches.Single().Analytic, 6);
        Assert.Equal(6 * Math.Cos(1), mismatches.Single().Numeric, 6);
        Assert.Throws<GradientMismatchException>(() => GradientCheck.Verify(static inputs => inputs[0] * inputs[0].detach(), [torch.tensor([3.0])]));
    }

    [Fact]
    public void A_gradient_check_refuses_single_precision() =>
        Assert.Throws<ArgumentException>(() => GradientCheck.Verify(static inputs => inputs[0], [torch.ones(1)]));
}
