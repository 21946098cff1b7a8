using Align.Algorithms.PromptSelection;

namespace Align.Tests.Algorithms.PromptSelection;

public class UniformSelectionTests
{
    [Fact]
    public void Every_prompt_comes_once_an_epoch()
    {
        // 12 prompts, 4 a step: steps 0..2 are one epoch, steps 3..5 the next.
        var first = Epoch(0);
        var second = Epoch(3);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);

        static long[] Epoch(int step) => [.. Enumerable.Range(step, 3).SelectMany(s => UniformSelection.Indices(7, 0, s, 4, 12))];
    }

    [Fact]
    public void A_step_that_crosses_epochs_ends_one_and_begins_the_next()
    {
        // 5 prompts, 3 a step: step 1 takes positions 3, 4 of epoch 0 and position 0 of epoch 1.
        var all = Enumerable.Range(0, 10).SelectMany(step => UniformSelection.Indices(3, 1, step, 3, 5)).ToArray();
        for (var epoch = 0; epoch < 6; epoch++)
        {
            Assert.Equal([0L, 1, 2, 3, 4], all.Skip(5 * epoch).Take(5).Order());
        }
    }

    [Fact]
    public void The_selection_is_a_function_of_seed_stage_and_step()
    {
        var once = UniformSelection.Indices(1, 2, 3, 8, 100);
        Assert.Equal(once, UniformSelection.Indices(1, 2, 3, 8, 100));
        Assert.NotEqual(once, UniformSelection.Indices(2, 2, 3, 8, 100));
        Assert.NotEqual(once, UniformSelection.Indices(1, 3, 3, 8, 100));
    }

    [Fact]
    public void An_unbounded_population_is_read_in_order() =>
        Assert.Equal([20L, 21, 22, 23], UniformSelection.Indices(1, 0, 5, 4, null));

    [Fact]
    public void Counts_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformSelection.Indices(1, 0, 0, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformSelection.Indices(1, 0, 0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => UniformSelection.Indices(1, 0, -1, 1, 10));
    }
}
