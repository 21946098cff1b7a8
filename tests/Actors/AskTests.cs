using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class AskTests
{
    [Fact]
    public async Task Ask_returns_the_answer()
    {
        await using var test = Systems.Start();
        var doubler = test.Start((context, message) => context.Sender.Tell(2 * (int)message));

        Assert.Equal(42, await doubler.Ask<int>(21));
        Assert.Equal(42, await doubler.Ask(21, Systems.Patience));
    }

    [Fact]
    public async Task Ask_without_an_answer_in_time_throws_AskTimeoutException()
    {
        await using var test = Systems.Start();
        var silent = test.Start((_, _) => { });

        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<int>("?", TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task Ask_uses_the_configured_timeout()
    {
        await using var test = Systems.Start("akka.actor.ask-timeout = 1ms");
        var silent = test.Start((_, _) => { });

        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<int>("?"));
    }

    [Fact]
    public async Task Ask_stops_waiting_when_its_token_is_cancelled()
    {
        await using var test = Systems.Start();
        using var source = new CancellationTokenSource();
        var silent = test.Start((_, _) => { });

        var answer = silent.Ask<int>("?", source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Status_Failure_as_an_answer_throws_its_cause()
    {
        await using var test = Systems.Start();
        var failing = test.Start((context, _) => context.Sender.Tell(new Status.Failure(new TestException("no"))));

        Assert.Equal("no", (await Assert.ThrowsAsync<TestException>(() => failing.Ask<int>("?"))).Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_throws()
    {
        await using var test = Systems.Start();
        var actor = test.Start((context, _) => context.Sender.Tell("text"));

        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>("?"));
    }

    [Fact]
    public async Task The_message_can_name_the_reference_to_answer_to()
    {
        await using var test = Systems.Start();
        var actor = test.Start((_, message) => ((IActorRef)message).Tell("answer"));

        Assert.Equal("answer", await actor.Ask<string>(self => self, Systems.Patience, CancellationToken.None));
    }

    [Fact]
    public async Task A_second_answer_goes_to_the_dead_letters()
    {
        await using var test = Systems.Start();
        var dead = test.Events<DeadLetter>();
        var actor = test.Start((context, _) =>
        {
            context.Sender.Tell(1);
            context.Sender.Tell(2);
        });

        Assert.Equal(1, await actor.Ask<int>("?"));
        Assert.Equal(2, (await dead.Next<DeadLetter>()).Message);
    }
}
