using Align.Algorithms.RolloutAllocation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.RolloutAllocation;

public class DarsAllocationTests
{
    [Theory]
    // N = 8: ET ⌈8/(4u(1−u))⌉ − 8: u = 1/16: 34.1; 1/8: 18.3; 1/4: 10.7; 3/8: 8.53. HW ⌈8/(2u)⌉ − 8: 64; 32; 16; 10.7.
    [InlineData(DarsSchedule.Et, 0, 27)]
    [InlineData(DarsSchedule.Et, 1, 11)]
    [InlineData(DarsSchedule.Et, 2, 3)]
    [InlineData(DarsSchedule.Et, 3, 1)]
    [InlineData(DarsSchedule.Et, 4, 0)]
    [InlineData(DarsSchedule.Et, 8, 0)]
    [InlineData(DarsSchedule.Hw, 0, 56)]
    [InlineData(DarsSchedule.Hw, 1, 24)]
    [InlineData(DarsSchedule.Hw, 2, 8)]
    [InlineData(DarsSchedule.Hw, 3, 3)]
    [InlineData(DarsSchedule.Hw, 4, 0)]
    public void Eight_rollouts_by_hand(DarsSchedule schedule, int successes, int extra) =>
        Assert.Equal(extra, DarsAllocation.ExtraRollouts(new(successes, 8), schedule, useStd: false, maxRollouts: 1000));

    [Fact]
    public void A_whole_quotient_is_not_rounded_up()
    {
        // N = 10, u = 0.1, scaled, hardness weight: 10·√9 = 30 in all; the float32 quotient of the official code gives 31.
        Assert.Equal(20, DarsAllocation.ExtraRollouts(new(1, 10), DarsSchedule.Hw, useStd: true, maxRollouts: 1000));
        // N = 10, u = 0.2, scaled, equal treatment: 10/(2·0.4) = 12.5, so 13.
        Assert.Equal(3, DarsAllocation.ExtraRollouts(new(2, 10), DarsSchedule.Et, useStd: true, maxRollouts: 1000));
    }

    [Fact]
    public void The_most_rollouts_bind()
    {
        Assert.Equal(24, DarsAllocation.ExtraRollouts(new(0, 8), DarsSchedule.Et, false, 32));
        Assert.Equal(0, DarsAllocation.ExtraRollouts(new(0, 8), DarsSchedule.Et, false, 8));
        Assert.Equal(0, DarsAllocation.ExtraRollouts(new(0, 8), DarsSchedule.Et, false, 4));
    }

    [Fact]
    public void One_rollout_or_none_asks_for_no_more()
    {
        // A lone failure counts as u = 0.5.
        Assert.Equal(0, DarsAllocation.ExtraRollouts(new(0, 1), DarsSchedule.Hw, false, 64));
        Assert.Equal(0, DarsAllocation.ExtraRollouts(default, DarsSchedule.Hw, false, 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => DarsAllocation.ExtraRollouts(new(3, 2), DarsSchedule.Et, false, 8));
    }

    [Fact]
    public void The_total_is_the_least_whole_number_that_reaches_the_closed_form() =>
        Prop.ForAll(
            Gen.Choose(2, 40).SelectMany(n => Gen.Choose(0, n), (n, successes) => new RolloutCounts(successes, n)).ToArbitrary(),
            Gen.Elements(DarsSchedule.Et, DarsSchedule.Hw).ToArbitrary(),
            Gen.Elements(false, true).ToArbitrary(),
            (first, schedule, useStd) =>
            {
                var total = first.Scored + DarsAllocation.ExtraRollouts(first, schedule, useStd, int.MaxValue);
                var exact = Exact(first, schedule, useStd);
                return total >= exact - 1e-9 && total - 1 < exact + 1e-9;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Harder_prompts_never_get_fewer() =>
        Prop.ForAll(
            Gen.Choose(2, 40).SelectMany(n => Gen.Choose(1, n), (n, successes) => new RolloutCounts(successes, n)).ToArbitrary(),
            Gen.Elements(DarsSchedule.Et, DarsSchedule.Hw).ToArbitrary(),
            Gen.Elements(false, true).ToArbitrary(),
            (easier, schedule, useStd) =>
                DarsAllocation.ExtraRollouts(easier with { Successes = easier.Successes - 1 }, schedule, useStd, 64)
                >= DarsAllocation.ExtraRollouts(easier, schedule, useStd, 64)).QuickCheckThrowOnFailure();

    private static double Exact(RolloutCounts first, DarsSchedule schedule, bool useStd)
    {
        var u = first.Successes == 0 ? 0.5 / first.Scored : first.Accuracy;
        return u >= 0.5 ? first.Scored : (schedule, useStd) switch
        {
            (DarsSchedule.Et, false) => first.Scored / (4 * u * (1 - u)),
            (DarsSchedule.Et, true) => first.Scored / (2 * Math.Sqrt(u * (1 - u))),
            (_, false) => first.Scored / (2 * u),
            _ => first.Scored * Math.Sqrt((1 - u) / u),
        };
    }
}
