using Align.Algorithms.Masking;

namespace Align.Tests.Algorithms.Masking;

public sealed class LossAggregationTests
{
    // Two sequences: losses 1, 2, 3 and 4; sums 6 and 4; means 2 and 4.
    private static Tensor Losses() => Sample.Matrix(2, 3, 1, 2, 3, 4, double.NaN, double.PositiveInfinity);

    private static Tensor Mask() => Sample.LengthMask(3, 3, 1);

    public static TheoryData<LossType> Types => [.. Enum.GetValues<LossType>()];

    [Theory]
    [InlineData(LossType.Grpo, 3.0)] // (2 + 4)/2
    [InlineData(LossType.DrGrpo, 1.25)] // 10/(2·4)
    [InlineData(LossType.Dapo, 2.5)] // 10/4
    [InlineData(LossType.Bnpo, 2.5)]
    public void Each_form_has_its_divisor(LossType type, double expected)
    {
        using var scope = torch.NewDisposeScope();
        var counts = BatchCounts.FromMask(Mask(), 4);
        Assert.Equal(new BatchCounts(4, 2, 4), counts);
        Sample.Close(expected, Sample.Value(LossAggregation.Compute(Losses(), Mask(), type, counts)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Micro_batches_add_up_to_the_batch(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var losses = Sample.Normal(1, 1, 6, 5);
        var mask = Sample.LengthMask(5, 5, 1, 0, 3, 2, 4);
        var counts = BatchCounts.FromMask(mask, 5);
        var whole = Sample.Value(LossAggregation.Compute(losses, mask, type, counts));
        foreach (var cut in new long[] { 1, 2, 4, 5 })
        {
            var parts = losses.split(cut).Zip(mask.split(cut)).Sum(part => Sample.Value(LossAggregation.Compute(part.First, part.Second, type, counts)));
            Sample.Close(whole, parts);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Wider_padding_changes_nothing(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var wide = torch.cat([Losses(), Sample.Matrix(2, 2, double.NaN, 7, 8, double.NegativeInfinity)], 1);
        var counts = BatchCounts.FromMask(Mask(), 4);
        var narrow = Sample.Value(LossAggregation.Compute(Losses(), Mask(), type, counts));
        Assert.Equal(narrow, Sample.Value(LossAggregation.Compute(wide, Sample.LengthMask(5, 3, 1), type, counts)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_order_of_sequences_does_not_matter(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var losses = Sample.Normal(2, 1, 3, 4);
        var mask = Sample.LengthMask(4, 4, 2, 1);
        var counts = BatchCounts.FromMask(mask, 4);
        var order = torch.tensor(new long[] { 2, 0, 1 }, [3]);
        var moved = LossAggregation.Compute(losses.index_select(0, order), mask.index_select(0, order), type, counts);
        Sample.Close(Sample.Value(LossAggregation.Compute(losses, mask, type, counts)), Sample.Value(moved));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_empty_mask_gives_zero_and_no_gradient(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var nothing = Sample.LengthMask(3, 0, 0);
        var counts = BatchCounts.FromMask(nothing, 3);
        Assert.Equal(0, Sample.Value(LossAggregation.Compute(Losses(), nothing, type, counts)));
        Assert.All(Sample.Gradient(losses => LossAggregation.Compute(losses, nothing, type, counts), Losses()), slope => Assert.Equal(0, slope));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Gradients_agree_with_finite_differences(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var mask = Sample.LengthMask(4, 4, 2, 0);
        var counts = BatchCounts.FromMask(mask, 4);
        Sample.GradientAgrees(losses => LossAggregation.Compute(losses, mask, type, counts), Sample.Normal(3, 1, 3, 4));
    }

    [Fact]
    public void Two_ranks_average_to_the_loss_of_the_batch()
    {
        using var scope = torch.NewDisposeScope();
        var counts = BatchCounts.FromMask(Mask(), 4) with { Ranks = 2 };
        var rank0 = Sample.Value(LossAggregation.Compute(Losses()[..1], Mask()[..1], LossType.Dapo, counts));
        var rank1 = Sample.Value(LossAggregation.Compute(Losses()[1..], Mask()[1..], LossType.Dapo, counts));
        Sample.Close(2.5, (rank0 + rank1) / 2);
    }

    [Fact]
    public void Lengths_and_masks_count_alike()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(BatchCounts.FromMask(Sample.LengthMask(4, 4, 0, 2), 9), BatchCounts.FromLengths([4, 0, 2], 9));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var losses = torch.ones([2, 3], dtype: ScalarType.Float64);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        using var loss = LossAggregation.Compute(losses, mask, LossType.Grpo, BatchCounts.FromMask(mask, 3));
    });
}
