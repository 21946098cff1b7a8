using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class SupervisionTests
{
    [Fact]
    public async Task Resume_keeps_the_state_and_drops_the_failing_message()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var child = await Child(test, Strategies.Always(Directive.Resume), life);

        child.Tell(40);
        child.Tell("throw");
        child.Tell(2);

        Assert.Equal(42, await child.Ask<int>("sum"));
        await life.Expect("worker: PreStart");
        await life.ExpectNothing();
    }

    [Fact]
    public async Task Restart_keeps_the_reference_and_the_mailbox_and_loses_the_state_and_the_failing_message()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var child = await Child(test, Strategies.Always(Directive.Restart), life);

        child.Tell(40);
        child.Tell("throw");
        child.Tell(1);
        child.Tell(2);

        Assert.Equal(3, await child.Ask<int>("sum"));
        await life.Expect(
            "worker: PreStart", "worker: PreRestart thrown throw", "worker: PostStop", "worker: PostRestart thrown", "worker: PreStart");
    }

    [Fact]
    public async Task Stop_stops_the_child()
    {
        await using var test = Systems.Start();
        var (life, watcher) = (test.Probe(), test.Probe());
        var child = await Child(test, Strategies.Always(Directive.Stop), life);
        var terminated = watcher.Watch(child);

        child.Tell("throw");

        Assert.Equal(child, (await terminated).ActorRef);
        await life.Expect("worker: PreStart", "worker: PostStop");
    }

    [Fact]
    public async Task Escalate_fails_the_parent_and_its_supervisor_decides()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var grandparent = test.Supervise(Strategies.Always(Directive.Restart));
        var parent = await grandparent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "parent"))
            .WithSupervisorStrategy(Strategies.Always(Directive.Escalate)));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        await life.Expect("parent: PreStart", "child: PreStart");

        child.Tell("throw");

        // The parent is restarted and, by default, stops its children in doing so.
        Assert.StartsWith("parent: PreRestart thrown", await life.Next<string>(), StringComparison.Ordinal);
        await life.Expect("parent: PostStop", "child: PostStop", "parent: PostRestart thrown", "parent: PreStart");
    }

    [Fact]
    public async Task A_resume_after_an_escalation_reaches_the_child_that_failed()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var grandparent = test.Supervise(Strategies.Always(Directive.Resume));
        var parent = await grandparent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "parent"))
            .WithSupervisorStrategy(Strategies.Always(Directive.Escalate)));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));

        child.Tell(5);
        child.Tell("throw");
        child.Tell(6);

        Assert.Equal(11, await child.Ask<int>("sum"));
        Assert.Equal(0, await parent.Ask<int>("sum"));
    }

    [Fact]
    public async Task A_failing_decider_fails_the_parent()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var grandparent = test.Supervise(Strategies.Always(Directive.Restart));
        var parent = await grandparent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "parent"))
            .WithSupervisorStrategy(new OneForOneStrategy(_ => throw new TestException("undecided"))));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        await life.Expect("parent: PreStart", "child: PreStart");

        child.Tell("throw");

        Assert.StartsWith("parent: PreRestart undecided", await life.Next<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_for_one_leaves_the_siblings_alone()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var (first, second) = await Two(test, Strategies.Always(Directive.Restart), life);

        second.Tell(7);
        first.Tell("throw");

        Assert.Equal(0, await first.Ask<int>("sum"));
        Assert.Equal(7, await second.Ask<int>("sum"));
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings_too()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var (first, second) = await Two(test, new AllForOneStrategy(_ => Directive.Restart), life);
        second.Tell(7);
        Assert.Equal(7, await second.Ask<int>("sum"));
        await life.Expect("first: PreStart", "second: PreStart");

        first.Tell("throw");

        var hooks = new List<string>();
        for (var i = 0; i < 8; i++)
            hooks.Add(await life.Next<string>());
        Assert.Contains("first: PreRestart thrown throw", hooks);
        Assert.Contains("second: PreRestart thrown ", hooks);
        Assert.Equal(0, await second.Ask<int>("sum"));
    }

    [Fact]
    public async Task All_for_one_stops_the_siblings_too()
    {
        await using var test = Systems.Start();
        var (life, watcher) = (test.Probe(), test.Probe());
        var (first, second) = await Two(test, new AllForOneStrategy(_ => Directive.Stop), life);
        var terminated = watcher.Watch(second);

        first.Tell("throw");

        Assert.Equal(second, (await terminated).ActorRef);
    }

    [Fact]
    public async Task All_for_one_resumes_the_failed_child_alone()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var (first, second) = await Two(test, new AllForOneStrategy(_ => Directive.Resume), life);
        first.Tell(3);
        second.Tell(7);

        first.Tell("throw");

        Assert.Equal(3, await first.Ask<int>("sum"));
        Assert.Equal(7, await second.Ask<int>("sum"));
    }

    [Fact]
    public async Task The_default_strategy_restarts()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var child = await Child(test, SupervisorStrategy.DefaultStrategy, life);

        child.Tell(1);
        child.Tell("throw");

        Assert.Equal(0, await child.Ask<int>("sum"));
    }

    [Theory]
    [InlineData(typeof(TestException), Directive.Restart)]
    [InlineData(typeof(ActorKilledException), Directive.Stop)]
    [InlineData(typeof(ActorInitializationException), Directive.Stop)]
    [InlineData(typeof(DeathPactException), Directive.Stop)]
    public void The_default_decider_restarts_unless_the_actor_could_not_start_was_killed_or_broke_a_death_pact(Type type, Directive expected)
    {
        Exception cause = type == typeof(TestException) ? new TestException("test")
            : type == typeof(ActorKilledException) ? new ActorKilledException("Kill")
            : type == typeof(DeathPactException) ? new DeathPactException(ActorRefs.Nobody)
            : new ActorInitializationException("no start");

        Assert.Equal(expected, SupervisorStrategy.DefaultDecider.Decide(cause));
    }

    [Fact]
    public async Task Kill_throws_ActorKilledException_which_stops_by_default()
    {
        await using var test = Systems.Start();
        var (life, watcher) = (test.Probe(), test.Probe());
        var child = await Child(test, SupervisorStrategy.DefaultStrategy, life);
        var terminated = watcher.Watch(child);

        child.Tell(Kill.Instance);

        Assert.Equal(child, (await terminated).ActorRef);
    }

    [Fact]
    public async Task A_failure_suspends_the_children_of_the_failed_actor()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        using var decide = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = test.Supervise(new OneForOneStrategy(_ =>
        {
            entered.SetResult();
            decide.Wait(Systems.Patience);
            return Directive.Resume;
        }));
        var middle = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "middle")));
        var leaf = await middle.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "leaf")));
        Assert.Equal(0, await leaf.Ask<int>("sum"));

        middle.Tell("throw");
        await entered.Task.WaitAsync(Systems.Patience);
        var whileSuspended = leaf.Ask<int>("sum");
        Assert.False(whileSuspended.IsCompleted);
        decide.Set();

        Assert.Equal(0, await whileSuspended.WaitAsync(Systems.Patience));
    }

    [Fact]
    public async Task The_strategy_of_the_props_takes_the_place_of_the_actors_own()
    {
        await using var test = Systems.Start();
        var life = test.Probe();
        var parent = test.System.ActorOf(
            Props.Create(() => new Parent(Strategies.Always(Directive.Stop))).WithSupervisorStrategy(Strategies.Always(Directive.Resume)));
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "worker")));

        child.Tell(3);
        child.Tell("throw");

        Assert.Equal(3, await child.Ask<int>("sum"));
    }

    [Fact]
    public async Task The_guardian_restarts_a_top_level_actor_to_which_a_failure_was_escalated()
    {
        await using var test = Systems.Start();
        var parent = test.Supervise(Strategies.Always(Directive.Escalate));
        var life = test.Probe();
        var child = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "child")));
        var terminated = test.Probe().Watch(child);

        child.Tell("throw");

        await terminated;
        Assert.Empty(await parent.Ask<IActorRef[]>("children"));
    }

    [Fact]
    public async Task A_failure_is_published_as_an_error_with_the_childs_path()
    {
        await using var test = Systems.Start("akka.loglevel = ERROR\nakka.loggers = []");
        var errors = test.Events<Error>();
        var life = test.Probe();
        var child = await Child(test, Strategies.Always(Directive.Restart), life);

        child.Tell("throw");

        var error = await errors.Next<Error>();
        Assert.IsType<TestException>(error.Cause);
        Assert.Equal(child.Path.ToString(), error.LogSource);
    }

    private static async Task<IActorRef> Child(TestSystem test, SupervisorStrategy strategy, Probe life) =>
        await test.Supervise(strategy).Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "worker")));

    private static async Task<(IActorRef First, IActorRef Second)> Two(TestSystem test, SupervisorStrategy strategy, Probe life)
    {
        var parent = test.Supervise(strategy);
        var first = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "first")));
        Assert.Equal(0, await first.Ask<int>("sum"));
        var second = await parent.Ask<IActorRef>(Props.Create(() => new Worker(life.Ref, "second")));
        Assert.Equal(0, await second.Ask<int>("sum"));
        return (first, second);
    }
}
