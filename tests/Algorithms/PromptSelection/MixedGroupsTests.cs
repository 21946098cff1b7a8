using Align.Algorithms.PromptSelection;

namespace Align.Tests.Algorithms.PromptSelection;

public sealed class MixedGroupsTests
{
    [Fact]
    public void Groups_whose_rewards_differ_are_kept_and_lone_completions_too() =>
        Assert.Equal([1, 3, 4], MixedGroups.Kept([1, 0, 1, 1, 5], [7, 8, 7, 8, 9]));

    [Fact]
    public void Equal_rewards_differ_by_no_rounding() =>
        Assert.Empty(MixedGroups.Kept([0.1, 0.1, 0.1], [1, 1, 1]));

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => MixedGroups.Kept([1], [1, 2]));
}
