using Align.Core;
using Align.Training.Verification.Isolation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Verification.Isolation;

public sealed class HangStreakTests
{
    private static readonly RewardFault Hang = new(RewardFaultKind.TimedOut, "no answer");

    [Fact]
    public void What_stands_behind_the_first_sixteen_in_a_row_has_a_verdict_in_whatever_order_they_come()
    {
        var example = from hangs in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false))).ArrayOf()
                      from order in Gen.Shuffle(Enumerable.Range(0, hangs.Length).ToArray())
                      select (Hangs: hangs, Order: order);
        Prop.ForAll(Arb.From(example), sample =>
        {
            var streak = new HangStreak(sample.Hangs.Length);
            foreach (var place in sample.Order.Where(place => sample.Hangs[place]))
            {
                streak.Note(place, Hang);
            }
            var inARow = 0;
            for (var place = 0; place < sample.Hangs.Length; place++)
            {
                Assert.Equal(inARow >= HangStreak.Limit, streak.VerdictAt(place) is not null);
                inARow = inARow >= HangStreak.Limit ? inARow : sample.Hangs[place] ? inARow + 1 : 0;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_verdict_that_is_known_early_stays_when_more_is_known()
    {
        // Places 20 to 35 hang first: 36 is not tried. Then 4 to 19 do, and 20 to 35 would not have been tried either.
        var streak = new HangStreak(40);
        Note(20, 36);
        Assert.Null(streak.VerdictAt(35));
        Assert.NotNull(streak.VerdictAt(36));
        Note(4, 20);
        Assert.Null(streak.VerdictAt(19));
        Assert.NotNull(streak.VerdictAt(20));
        Assert.Equal("not tried, after 16 failures in a row: no answer", streak.VerdictAt(39)!.Fault.Message);

        void Note(int from, int to)
        {
            for (var place = from; place < to; place++)
            {
                streak.Note(place, Hang);
            }
        }
    }
}
