using Align.Algorithms.Statistics;

namespace Align.Tests.Algorithms.Statistics;

public sealed class PairedDifferenceTests
{
    // Differences 2, 3, 1, 4: mean 2.5, s = √(5/3) = 1.290994, t(0.975, 3) = 3.182446, half-width 3.182446·1.290994/√4 = 2.054260.
    [Fact]
    public void A_difference_whose_interval_lies_above_zero_is_higher()
    {
        var difference = PairedDifference.Of([3, 5, 4, 6], [1, 2, 3, 2]);

        Assert.Equal(2.5, difference.Interval.Estimate, 12);
        Assert.Equal(2.5 - 2.054260, difference.Interval.Low, 5);
        Assert.Equal(2.5 + 2.054260, difference.Interval.High, 5);
        Assert.Equal(PairedVerdict.Higher, difference.Verdict);
        Assert.Equal(4, difference.Pairs);
        Assert.Null(difference.PairsToSettle);
    }

    [Fact]
    public void Swapping_the_two_swaps_the_verdict()
    {
        var difference = PairedDifference.Of([1, 2, 3, 2], [3, 5, 4, 6]);

        Assert.Equal(-2.5, difference.Interval.Estimate, 12);
        Assert.Equal(PairedVerdict.Lower, difference.Verdict);
    }

    // The pairs rise and fall together: unpaired, the spread of 30 would hide a difference of 1.
    [Fact]
    public void What_the_pairs_have_in_common_cancels()
    {
        var difference = PairedDifference.Of([11.1, 21, 30.9, 41], [10, 20, 30, 40]);

        Assert.Equal(PairedVerdict.Higher, difference.Verdict);
    }

    [Fact]
    public void Equal_differences_have_an_interval_of_no_width()
    {
        Assert.Equal(PairedVerdict.Higher, PairedDifference.Of([2, 3], [1, 2]).Verdict);

        var none = PairedDifference.Of([2, 3], [2, 3]);
        Assert.Equal(PairedVerdict.Inconclusive, none.Verdict);
        Assert.Null(none.PairsToSettle);
    }

    // n = 10: (t(0.975, 9) + t(0.8, 9))² = (2.2622 + 0.8834)² = 9.90 ≤ 10; n = 9: (2.3060 + 0.8889)² = 10.21 > 9.
    // n = 34: (2.0345 + 0.8530)²·4 = 33.35 ≤ 34; n = 33: (2.0369 + 0.8530)²·4 = 33.41 > 33. Tables of power for paired t tests say 10 and 34 too.
    [Theory]
    [InlineData(1.0, 1.0, 10)]
    [InlineData(-1.0, 1.0, 10)]
    [InlineData(0.5, 1.0, 34)]
    [InlineData(5.0, 10.0, 34)]
    [InlineData(1.0, 0.0, 2)]
    public void The_pairs_needed_are_those_of_the_power_rule(double difference, double deviation, int expected) =>
        Assert.Equal(expected, PairedDifference.PairsNeeded(difference, deviation));

    [Fact]
    public void A_difference_too_small_for_any_number_of_pairs_has_none()
    {
        Assert.Null(PairedDifference.PairsNeeded(0, 1));
        Assert.Null(PairedDifference.PairsNeeded(0.01, 1));
        Assert.InRange(PairedDifference.PairsNeeded(0.03, 1)!.Value, 8000, PairedDifference.MostPairs);
    }

    [Fact]
    public void An_inconclusive_difference_says_how_many_pairs_would_settle_it()
    {
        // Differences 1, −1, 2, 0: mean 0.5, s = 1.290994; (1.96 + 0.84)²·(s/d)² is about 52, and a little more with t in place of z.
        var difference = PairedDifference.Of([1, -1, 2, 0], [0, 0, 0, 0]);

        Assert.Equal(PairedVerdict.Inconclusive, difference.Verdict);
        Assert.InRange(difference.PairsToSettle!.Value, 53, 56);
    }

    [Fact]
    public void Values_without_a_partner_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedDifference.Of([1, 2, 3], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDifference.Of([1], [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDifference.PairsNeeded(1, 1, level: 1));
    }
}
