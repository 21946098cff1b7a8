using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Algorithms.PolicyLosses;

public sealed class SftLossTests
{
    private static Tensor LogProbs() => Sample.Matrix(2, 2, -1, -2, -6, double.NaN);

    private static Tensor Mask() => Sample.LengthMask(2, 2, 1);

    [Fact]
    public void The_loss_is_minus_the_mean_log_probability_of_the_targets()
    {
        using var scope = torch.NewDisposeScope();
        // (1 + 2 + 6)/3
        Sample.Close(3, Sample.Value(SftLoss.Compute(LogProbs(), Mask(), BatchCounts.FromMask(Mask(), 2))));
    }

    [Fact]
    public void Each_target_pulls_alike()
    {
        using var scope = torch.NewDisposeScope();
        var counts = BatchCounts.FromMask(Mask(), 2);
        Sample.Close([-1 / 3.0, -1 / 3.0, -1 / 3.0, 0], Sample.Gradient(x => SftLoss.Compute(x, Mask(), counts), LogProbs()));
    }

    [Fact]
    public void Micro_batches_add_up_to_the_batch()
    {
        using var scope = torch.NewDisposeScope();
        var counts = BatchCounts.FromMask(Mask(), 2);
        Sample.Close(1, Sample.Value(SftLoss.Compute(LogProbs()[..1], Mask()[..1], counts)));
        Sample.Close(2, Sample.Value(SftLoss.Compute(LogProbs()[1..], Mask()[1..], counts)));
    }

    [Fact]
    public void No_target_is_no_loss()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(0, Sample.Value(SftLoss.Compute(LogProbs(), Sample.LengthMask(2, 0, 0), new BatchCounts(0, 0, 2))));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var logProbs = torch.ones([2, 3], dtype: ScalarType.Float32);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        using var loss = SftLoss.Compute(logProbs, mask, new BatchCounts(6, 2, 3));
    });
}
