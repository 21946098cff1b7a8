using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_subscriber_gets_the_events_of_its_class_and_of_its_subclasses()
    {
        await using var test = Systems.Start();
        var seen = test.Events<Animal>();

        test.System.EventStream.Publish("no animal");
        test.System.EventStream.Publish(new Animal());
        test.System.EventStream.Publish(new Dog());

        Assert.IsType<Animal>(await seen.Next<Animal>());
        Assert.IsType<Dog>(await seen.Next<Animal>());
    }

    [Fact]
    public async Task After_Unsubscribe_nothing_arrives()
    {
        await using var test = Systems.Start();
        var seen = test.Events<Animal>();

        Assert.True(test.System.EventStream.Unsubscribe(seen.Ref, typeof(Animal)));
        test.System.EventStream.Publish(new Animal());

        await seen.ExpectNothing();
    }

    [Fact]
    public async Task A_second_subscription_to_the_same_class_changes_nothing()
    {
        await using var test = Systems.Start();
        var seen = test.Events<Animal>();

        Assert.False(test.System.EventStream.Subscribe(seen.Ref, typeof(Animal)));
        test.System.EventStream.Publish(new Dog());

        await seen.Next<Dog>();
        await seen.ExpectNothing();
    }

    [Fact]
    public async Task A_message_to_a_stopped_actor_is_published_as_a_dead_letter_with_sender_and_recipient()
    {
        await using var test = Systems.Start();
        var (dead, sender) = (test.Events<DeadLetter>(), test.Probe());
        var actor = test.Start((_, _) => { });
        await actor.GracefulStop(Systems.Patience);

        actor.Tell("lost", sender.Ref);

        var letter = await dead.Next<DeadLetter>();
        Assert.Equal(("lost", sender.Ref, actor), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public async Task AllDeadLetters_shows_the_suppressed_ones_too()
    {
        await using var test = Systems.Start();
        var (all, dead) = (test.Events<AllDeadLetters>(), test.Events<DeadLetter>());
        var actor = test.Start((_, _) => { });
        await actor.GracefulStop(Systems.Patience);

        actor.Tell(new Unimportant());

        Assert.IsType<Unimportant>((await all.Next<SuppressedDeadLetter>()).Message);
        await dead.ExpectNothing();
    }

    [Fact]
    public async Task A_logger_publishes_its_lines_with_their_level_and_source()
    {
        await using var test = Systems.Start("akka.loglevel = INFO");
        var seen = test.Events<Warning>();
        var actor = test.Start((context, _) => context.GetLogger().Warning("{0} is low", "memory"));

        actor.Tell("log");

        var warning = await seen.Next<Warning>();
        Assert.Equal("memory is low", warning.Message.ToString());
        Assert.Contains(actor.Path.ToString(), warning.LogSource, StringComparison.Ordinal);
    }

    private class Animal;

    private sealed class Dog : Animal;

    private sealed class Unimportant : IDeadLetterSuppression;
}
