using Align.Algorithms.PromptSelection;

namespace Align.Tests.Algorithms.PromptSelection;

public class ThompsonChoiceTests
{
    [Fact]
    public void The_nearest_to_the_target_come_first()
    {
        // Distances from 0.5: 0.4, 0.1, 0.2, 0.05.
        Assert.Equal([3, 1, 2], ThompsonChoice.Nearest([0.1, 0.6, 0.3, 0.45], 3, target: 0.5));
    }

    [Fact]
    public void Equal_distances_go_by_place() => Assert.Equal([2, 0, 1], ThompsonChoice.Nearest([0.25, 0.75, 0.5, 0.25], 3, target: 0.5));

    [Fact]
    public void A_full_band_is_drawn_from_in_random_order() =>
        // Places 1, 2 and 4 lie within; the order meets 4 and 2 first.
        Assert.Equal([4, 2], ThompsonChoice.WithinBand([0.1, 0.3, 0.5, 0.9, 0.7], 2, 0.3, 0.7, [3, 4, 0, 2, 1]));

    [Fact]
    public void A_band_with_too_few_is_filled_by_those_that_miss_it_least() =>
        // Misses: 0.2, 0, 0.05, 0.29: place 1, then 2, then 0, whatever the order.
        Assert.Equal([1, 2, 0], ThompsonChoice.WithinBand([0.1, 0.4, 0.75, 0.99], 3, 0.3, 0.7, [3, 2, 1, 0]));

    [Fact]
    public void More_than_there_are_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ThompsonChoice.Nearest([0.5], 2, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThompsonChoice.Uniform(2, [0]));
        Assert.Throws<ArgumentException>(() => ThompsonChoice.WithinBand([0.5], 1, 0.3, 0.7, []));
    }
}
