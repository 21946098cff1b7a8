using System.Runtime.InteropServices;

namespace Align.Tests.Torch;

public class IndexingTests
{
    // 0 1 2 3
    // 4 5 6 7
    // 8 9 10 11
    private static Tensor Grid() => torch.arange(12).view(3, 4);

    [Fact]
    public void Numbers_pick_elements_and_negative_ones_count_from_the_end()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([4L, 5, 6, 7], Longs(Grid()[1]));
        Assert.Equal([8L, 9, 10, 11], Longs(Grid()[-1]));
        Assert.Equal([8L, 9, 10, 11], Longs(Grid()[^1]));
        Assert.Equal(6, Grid()[1, 2].item<long>());
    }

    [Fact]
    public void Ranges_and_slices_pick_parts()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([3L, 4], Grid()[..].shape);
        Assert.Equal([5L, 6, 9, 10], Longs(Grid()[1.., 1..^1]));
        Assert.Equal([0L, 2, 4, 6, 8, 10], Longs(Grid()[TensorIndex.Colon, TensorIndex.Slice(step: 2)]));
        Assert.Equal([2L, 6, 10], Longs(Grid()[TensorIndex.Ellipsis, 2]));
        Assert.Equal([3L, 1, 4], Grid()[.., TensorIndex.None].shape);
        Assert.Equal([0L, 4, 8], Longs(Grid()[.., 0]));
    }

    [Fact]
    public void Tensors_and_masks_pick_elements()
    {
        using var scope = torch.NewDisposeScope();
        var grid = Grid();
        Assert.Equal([8L, 0], Longs(grid[torch.tensor([2L, 0]), torch.tensor([0L, 0])]));
        Assert.Equal([10L, 11], Longs(grid[grid > 9]));
        Assert.Equal([1L, 9], Longs(grid[TensorIndex.Tensor(torch.tensor([true, false, true])), 1]));
        Assert.Equal([6L, 2], Longs(grid[.., TensorIndex.Tensor(torch.tensor([2L]))][torch.tensor([1L, 0])]));
    }

    [Fact]
    public void A_mask_of_two_dimensions_takes_two_and_leaves_the_rest()
    {
        using var scope = torch.NewDisposeScope();
        var cube = torch.arange(12).view(2, 2, 3);
        var mask = torch.tensor(new[,] { { true, false }, { false, true } });
        Assert.Equal([1L, 2, 10, 11], Longs(cube[TensorIndex.Tensor(mask), 1..]));
    }

    [Fact]
    public void A_part_is_a_view_and_setting_writes_into_the_whole()
    {
        using var scope = torch.NewDisposeScope();
        var grid = Grid();
        grid[0].fill_(7);
        grid[1, 1] = torch.tensor(50L);
        grid[2, 2..] = torch.tensor([60L, 61]);
        grid[grid == 8] = torch.tensor(-1L);
        grid[TensorIndex.Tensor(torch.tensor([1L])), TensorIndex.Tensor(torch.tensor([3L]))] = 70L;
        Assert.Equal([7L, 7, 7, 7, 4, 50, 6, 70, -1, 9, 60, 61], Longs(grid));
    }

    [Fact]
    public void Writing_with_accumulate_adds_repeated_indices()
    {
        using var scope = torch.NewDisposeScope();
        var sums = torch.zeros(3);
        sums.index_put_(torch.ones(4), [torch.tensor([0L, 0, 2, 0])], accumulate: true);
        Assert.Equal([3f, 0f, 1f], sums.data<float>().ToArray());
    }

    [Fact]
    public void An_index_out_of_range_is_refused() => Assert.ThrowsAny<ExternalException>(() => Grid()[3]);

    [Fact]
    public void Indexing_leaves_no_tensor_behind_but_its_result()
    {
        using var scope = torch.NewDisposeScope();
        var grid = Grid();
        var mask = torch.tensor([true, false, true, false]);
        var before = scope.DisposablesCount;
        _ = grid[1.., TensorIndex.Tensor(mask)];
        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    private static long[] Longs(Tensor tensor) => tensor.contiguous().data<long>().ToArray();
}
