namespace Align.Tests.Actors.Bundled;

public sealed class RestartStatisticsTests
{
    [Fact]
    public void A_window_that_has_passed_opens_anew_with_the_next_restart()
    {
        var clock = new Clock();
        var child = new RestartStatistics(null!, clock);

        Assert.True(child.RequestRestart(2, 1_000));
        clock.Milliseconds = 600;
        Assert.True(child.RequestRestart(2, 1_000));
        clock.Milliseconds = 1_001;
        Assert.True(child.RequestRestart(2, 1_000));
        clock.Milliseconds = 1_500;
        Assert.True(child.RequestRestart(2, 1_000));
        clock.Milliseconds = 2_001;

        // The second window opened at 1,001 and lasts to 2,001: this is its third restart.
        Assert.False(child.RequestRestart(2, 1_000));
    }

    [Fact]
    public void Without_a_window_the_count_is_for_life()
    {
        var clock = new Clock();
        var child = new RestartStatistics(null!, clock);

        Assert.True(child.RequestRestart(1, -1));
        clock.Milliseconds = 1_000_000;
        Assert.False(child.RequestRestart(1, -1));
    }

    private sealed class Clock : TimeProvider
    {
        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => Milliseconds;
    }
}
