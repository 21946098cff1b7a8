using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class SchedulerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task ScheduleTellOnce_sends_once_with_its_sender()
    {
        await using var test = Systems.Start();
        var (seen, sender) = (test.Probe(), test.Probe());

        test.System.Scheduler.ScheduleTellOnce(Soon, seen.Ref, "tick", sender.Ref);

        var received = await seen.NextReceived();
        Assert.Equal("tick", received.Message);
        Assert.Equal(sender.Ref, received.Sender);
    }

    [Fact]
    public async Task ScheduleTellRepeatedly_sends_until_it_is_called_off()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        var ticks = test.System.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Soon, seen.Ref, "tick", ActorRefs.NoSender);
        await seen.Expect("tick", "tick", "tick");
        ticks.Cancel();

        Assert.True(ticks.IsCancellationRequested);
    }

    [Fact]
    public async Task What_was_called_off_is_not_sent()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        using var off = new Cancelable(test.System.Scheduler);
        off.Cancel();

        test.System.Scheduler.ScheduleTellOnce(Soon, seen.Ref, "first", ActorRefs.NoSender, off);
        test.System.Scheduler.ScheduleTellOnce(5 * Soon, seen.Ref, "second", ActorRefs.NoSender);

        await seen.Expect("second");
    }

    [Fact]
    public async Task A_negative_delay_is_refused()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        Assert.ThrowsAny<ArgumentException>(() => test.System.Scheduler.ScheduleTellOnce(-Soon, seen.Ref, "tick", ActorRefs.NoSender));
        Assert.ThrowsAny<ArgumentException>(
            () => test.System.Scheduler.ScheduleTellRepeatedly(Soon, TimeSpan.Zero, seen.Ref, "tick", ActorRefs.NoSender));
    }
}
