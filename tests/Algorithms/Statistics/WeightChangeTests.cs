using Align.Algorithms.Statistics;

namespace Align.Tests.Algorithms.Statistics;

public sealed class WeightChangeTests
{
    // Changes 0, 5e-6, 2e-5 and 1. In bfloat16 (8 bits of precision) 1 + 2e-5 is 1 again; at 1e-3 a step is about 4e-6 to 8e-6, so that 2e-5 stays.
    [Fact]
    public void Entries_are_counted_by_their_distance()
    {
        using var before = tensor([1f, 0f, 1f, 2f, 1e-3f]);
        using var after = tensor([1f, 5e-6f, 1.00002f, 3f, 1.02e-3f]);
        Assert.Equal(new WeightChange(Count: 5, Unchanged: 2, Identical: 1, UnchangedBFloat16: 3), WeightChange.Of(before, after));
    }

    [Fact]
    public void It_is_symmetric_whole_for_equal_tensors_and_grows_with_the_tolerance()
    {
        using var before = randn([64], dtype: ScalarType.Float32);
        using var after = before + (1e-5 * randn([64], dtype: ScalarType.Float32));
        Assert.Equal(WeightChange.Of(before, after), WeightChange.Of(after, before));
        Assert.Equal(new WeightChange(64, 64, 64, 64), WeightChange.Of(before, before));
        long[] unchanged = [.. new[] { 0, 1e-6, 1e-5, 1e-4, 1 }.Select(tolerance => WeightChange.Of(before, after, tolerance).Unchanged)];
        Assert.Equal(unchanged.Order(), unchanged);
        Assert.Equal(64, unchanged[^1]);
    }

    [Fact]
    public void Parts_add_up()
    {
        using var before = tensor([1f, 2f, 3f]);
        using var after = tensor([1f, 2.5f, 3f]);
        Assert.Equal(
            WeightChange.Of(before, after),
            WeightChange.Of(before[..1], after[..1]) + WeightChange.Of(before[1..], after[1..]));
    }

    [Fact]
    public void Other_shapes_and_types_are_refused()
    {
        using var one = zeros([2]);
        Assert.Throws<ArgumentException>(() => WeightChange.Of(one, zeros([3])));
        Assert.Throws<ArgumentException>(() => WeightChange.Of(one, one.to(ScalarType.Float64)));
    }
}
