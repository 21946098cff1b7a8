using Align.Algorithms.PromptSelection;

namespace Align.Tests.Algorithms.PromptSelection;

public class DynamicSelectionTests
{
    private static readonly SelectionScope s_scope = new(Seed: 7, Stage: 0, Population: 10, PromptsPerStep: 3);

    [Fact]
    public void Refills_and_later_steps_read_the_uniform_order_on()
    {
        // Step 0 samples 3 + 3 prompts, so step 1 begins at position 6 of the order.
        var order = UniformSelection.Indices(7, 0, 0, 10, 10);
        var selection = new DynamicSelector().Begin(s_scope);
        Assert.Equal(order[..3], selection.Select(0, 0, 3));
        Assert.Equal(order[3..6], selection.Select(0, 1, 3));
        selection.Observe(0, Observed(order[..6]));
        Assert.Equal(order[6..9], selection.Select(1, 0, 3));
    }

    [Fact]
    public void A_step_that_was_dropped_leaves_no_trace()
    {
        var selection = new DynamicSelector().Begin(s_scope);
        var first = selection.Select(0, 0, 3);
        selection.Select(0, 1, 3);
        Assert.Equal(first, selection.Select(0, 0, 3));
    }

    [Fact]
    public void A_restored_selection_goes_on_where_the_saved_one_was()
    {
        var selection = new DynamicSelector().Begin(s_scope);
        selection.Observe(0, Observed(selection.Select(0, 0, 3)));
        var restored = new DynamicSelector().Begin(s_scope);
        restored.Restore(selection.Save());
        Assert.Equal(selection.Select(1, 0, 3), restored.Select(1, 0, 3));
        Assert.NotEqual(new DynamicSelector().Begin(s_scope).Select(1, 0, 3), restored.Select(1, 0, 3));
    }

    [Fact]
    public void The_state_of_another_selector_is_refused() =>
        Assert.Throws<ArgumentException>(() => new DynamicSelector().Begin(s_scope).Restore(SelectionState.Empty));

    [Theory]
    [InlineData(4, false, false)]
    [InlineData(4, true, true)]
    [InlineData(1, false, true)]
    [InlineData(0, false, false)]
    public void A_prompt_stays_where_its_rewards_differ_or_it_has_one(int scored, bool differ, bool kept) =>
        Assert.Equal(kept, new DynamicSelector().Keeps(new PromptObservation(0, 0, scored, 0.5, differ)));

    private static PromptObservation[] Observed(long[] prompts) => Array.ConvertAll(prompts, prompt => new PromptObservation(prompt, 1, 2, 0.5, true));
}
