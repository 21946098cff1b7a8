using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class RestartWindowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_failure_after_the_last_allowed_restart_stops_the_child(int retries)
    {
        await using var test = Systems.Start();
        var (child, life) = await Child(test, new OneForOneStrategy(retries, Timeout.Infinite, _ => Directive.Restart));
        var terminated = test.Probe().Watch(child);

        for (var i = 0; i <= retries; i++)
            child.Tell("throw");

        await terminated;
        await life.Expect("worker: PreStart");
        for (var i = 0; i < retries; i++)
            await life.Expect("worker: PreRestart thrown throw", "worker: PostStop", "worker: PostRestart thrown", "worker: PreStart");
        await life.Expect("worker: PostStop");
    }

    [Fact]
    public async Task Restarts_within_a_wide_window_are_limited()
    {
        await using var test = Systems.Start();
        var (child, _) = await Child(test, new OneForOneStrategy(2, TimeSpan.FromHours(1), _ => Directive.Restart));
        var terminated = test.Probe().Watch(child);

        for (var i = 0; i < 3; i++)
            child.Tell("throw");

        Assert.Equal(child, (await terminated).ActorRef);
    }

    [Fact]
    public async Task A_window_without_a_number_allows_one_restart()
    {
        await using var test = Systems.Start();
        var (child, _) = await Child(test, new OneForOneStrategy(null, TimeSpan.FromHours(1), _ => Directive.Restart));
        var terminated = test.Probe().Watch(child);

        child.Tell("throw");
        Assert.Equal(0, await child.Ask<int>("sum"));
        child.Tell("throw");

        await terminated;
    }

    [Fact]
    public async Task A_negative_number_without_a_window_allows_every_restart()
    {
        await using var test = Systems.Start();
        var (child, _) = await Child(test, new OneForOneStrategy(-1, -1, _ => Directive.Restart));

        for (var i = 0; i < 50; i++)
            child.Tell("throw");

        Assert.Equal(0, await child.Ask<int>("sum"));
    }

    [Fact]
    public async Task Each_child_has_a_count_of_its_own()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.Supervise(new OneForOneStrategy(1, Timeout.Infinite, _ => Directive.Restart));
        var first = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "first")));
        var second = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "second")));

        first.Tell("throw");
        second.Tell("throw");

        Assert.Equal(0, await first.Ask<int>("sum"));
        Assert.Equal(0, await second.Ask<int>("sum"));
    }

    [Fact]
    public async Task All_for_one_stops_everybody_when_one_has_no_restart_left()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.Supervise(new AllForOneStrategy(1, Timeout.Infinite, _ => Directive.Restart));
        var first = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "first")));
        var second = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "second")));
        var terminated = test.Probe().Watch(second);

        first.Tell("throw");
        first.Tell("throw");

        Assert.Equal(second, (await terminated).ActorRef);
    }

    private static async Task<(IActorRef Child, Probe Life)> Child(TestSystem test, SupervisorStrategy strategy)
    {
        var life = test.Probe();
        var child = await test.Supervise(strategy).Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "worker")));
        return (child, life);
    }
}
