using Align.Algorithms.PreferenceLosses;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.PreferenceLosses;

public sealed class BestAndWorstTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2.0 }, 1, 0, false)]
    [InlineData(new[] { 2.0, 1.0 }, 0, 1, false)]
    [InlineData(new[] { 1.0, 1.0 }, 0, 1, true)] // ties go to the first
    [InlineData(new[] { 1.0, 1.0, 1.0 }, 0, 2, true)]
    [InlineData(new[] { 0.0, 3.0, -1.0, 3.0, -1.0 }, 1, 4, false)]
    public void The_best_is_chosen_and_the_worst_rejected(double[] rewards, int chosen, int rejected, bool tied) =>
        Assert.Equal(new BestAndWorst(chosen, rejected, tied), BestAndWorst.Of(rewards));

    [Fact]
    public void An_increasing_transform_of_the_rewards_gives_the_same_pair() =>
        Prop.ForAll(
            Gen.Choose(-5, 5).ArrayOf().Where(values => values.Length >= 2).ToArbitrary(),
            values =>
            {
                double[] rewards = [.. values.Select(value => (double)value)];
                var pair = BestAndWorst.Of(rewards);
                return pair == BestAndWorst.Of([.. rewards.Select(reward => (3 * reward) + 7)]) && pair.Chosen != pair.Rejected && pair.Tied == (values.Distinct().Count() == 1);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_few_rewards_or_broken_ones_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BestAndWorst.Of([1.0]));
        Assert.Throws<ArgumentException>(() => BestAndWorst.Of([1.0, double.NaN]));
    }
}
