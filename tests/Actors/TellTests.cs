using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class TellTests
{
    [Fact]
    public async Task A_message_reaches_its_actor_with_its_sender()
    {
        await using var test = Systems.Start();
        var (receiver, sender) = (test.Probe(), test.Probe());

        receiver.Ref.Tell("hello", sender.Ref);

        var received = await receiver.NextReceived();
        Assert.Equal("hello", received.Message);
        Assert.Equal(sender.Ref, received.Sender);
    }

    [Fact]
    public async Task Outside_of_actors_the_sender_is_the_dead_letters()
    {
        await using var test = Systems.Start();
        var receiver = test.Probe();

        receiver.Ref.Tell("hello");

        Assert.Equal(test.System.DeadLetters, (await receiver.NextReceived()).Sender);
    }

    [Fact]
    public async Task Inside_an_actor_the_sender_is_that_actor()
    {
        await using var test = Systems.Start();
        var receiver = test.Probe();
        var actor = test.Start((_, message) => receiver.Ref.Tell(message));

        actor.Tell("hello");

        Assert.Equal(actor, (await receiver.NextReceived()).Sender);
    }

    [Fact]
    public async Task Forward_keeps_the_original_sender()
    {
        await using var test = Systems.Start();
        var (receiver, sender) = (test.Probe(), test.Probe());
        var middle = test.Start((_, message) => receiver.Ref.Forward(message));

        middle.Tell("hello", sender.Ref);

        Assert.Equal(sender.Ref, (await receiver.NextReceived()).Sender);
    }

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_their_order()
    {
        await using var test = Systems.Start();
        var receiver = test.Probe();

        for (var i = 0; i < 1000; i++)
            receiver.Ref.Tell(i);

        await receiver.Expect([.. Enumerable.Range(0, 1000).Cast<object>()]);
    }

    [Fact]
    public void Nobody_is_nobody()
    {
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.True(ActorRefs.NoSender.IsNobody());
        ActorRefs.Nobody.Tell("into the void");
    }
}
