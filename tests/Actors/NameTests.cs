using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class NameTests
{
    [Fact]
    public async Task A_path_names_the_system_and_all_ancestors()
    {
        await using var test = Systems.Start();
        var parent = test.Supervise(SupervisorStrategy.DefaultStrategy, "a");

        var child = await parent.Ask<IActorRef>(new Parent.Named(Props.Create<Idle>(), "b"));

        Assert.Equal("akka://test/user/a/b", child.Path.ToString());
        Assert.Equal("b", child.Path.Name);
        Assert.Equal(parent.Path, child.Path.Parent);
        Assert.Equal("/user/a/b", child.Path.ToStringWithoutAddress());
    }

    [Fact]
    public async Task Names_are_unique_among_siblings()
    {
        await using var test = Systems.Start();
        test.System.ActorOf(Props.Create<Idle>(), "a");

        Assert.Throws<InvalidActorNameException>(() => test.System.ActorOf(Props.Create<Idle>(), "a"));
    }

    [Fact]
    public async Task A_name_is_free_again_after_its_actor_has_stopped()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();
        var parent = test.Start((context, message) =>
        {
            if (message is Terminated)
                seen.Ref.Tell(context.ActorOf(Props.Create<Idle>(), "a"));
            else
                context.Stop(context.Watch(context.ActorOf(Props.Create<Idle>(), "a")));
        });

        parent.Tell("go");

        Assert.Equal("a", (await seen.Next<IActorRef>()).Path.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public async Task A_malformed_name_is_refused(string name)
    {
        await using var test = Systems.Start();

        Assert.Throws<InvalidActorNameException>(() => test.System.ActorOf(Props.Create<Idle>(), name));
    }

    [Fact]
    public async Task Actors_without_a_name_get_different_ones()
    {
        await using var test = Systems.Start();

        var names = Enumerable.Range(0, 100).Select(_ => test.System.ActorOf(Props.Create<Idle>()).Path.Name).ToHashSet();

        Assert.Equal(100, names.Count);
    }

    [Fact]
    public async Task A_context_finds_its_children_by_name()
    {
        await using var test = Systems.Start();
        var actor = test.Start((context, _) =>
        {
            var child = context.ActorOf(Props.Create<Idle>(), "a");
            context.Sender.Tell(context.Child("a").Equals(child) && context.Child("b").IsNobody() && context.GetChildren().Single().Equals(child));
        });

        Assert.True(await actor.Ask<bool>("?"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("-dash")]
    public void A_malformed_system_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));
}
