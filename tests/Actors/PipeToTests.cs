using Align.Tests.Actors.Support;

namespace Align.Tests.Actors;

public sealed class PipeToTests
{
    [Fact]
    public async Task The_result_of_a_task_arrives_as_a_message_with_the_given_sender()
    {
        await using var test = Systems.Start();
        var (seen, sender) = (test.Probe(), test.Probe());

        await Task.FromResult("done").PipeTo(seen.Ref, sender.Ref);

        var received = await seen.NextReceived();
        Assert.Equal("done", received.Message);
        Assert.Equal(sender.Ref, received.Sender);
    }

    [Fact]
    public async Task The_exception_of_a_task_arrives_as_Status_Failure()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        await Task.FromException<string>(new TestException("no")).PipeTo(seen.Ref);

        Assert.Equal("no", (await seen.Next<Status.Failure>()).Cause.Message);
    }

    [Fact]
    public async Task Success_and_failure_can_be_transformed()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        await Task.FromResult(20).PipeTo(seen.Ref, success: n => n + 1);
        await Task.FromException<int>(new TestException("no")).PipeTo(seen.Ref, failure: cause => cause.Message);

        await seen.Expect(21, "no");
    }

    [Fact]
    public async Task A_task_without_a_result_sends_only_what_success_makes()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        await Task.CompletedTask.PipeTo(seen.Ref);
        await Task.CompletedTask.PipeTo(seen.Ref, success: () => "done");

        await seen.Expect("done");
    }

    [Fact]
    public async Task A_cancelled_task_arrives_as_Status_Failure()
    {
        await using var test = Systems.Start();
        var seen = test.Probe();

        await Task.FromCanceled<int>(new CancellationToken(canceled: true)).PipeTo(seen.Ref);

        Assert.IsAssignableFrom<OperationCanceledException>((await seen.Next<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task The_actor_goes_on_while_the_task_runs()
    {
        await using var test = Systems.Start();
        var slow = new TaskCompletionSource<string>();
        var seen = test.Probe();
        var actor = test.Start((context, message) =>
        {
            if (message is "start")
                slow.Task.PipeTo(context.Self);
            else
                seen.Ref.Tell(message);
        });

        actor.Tell("start");
        actor.Tell("meanwhile");
        await seen.Expect("meanwhile");
        slow.SetResult("later");

        await seen.Expect("later");
    }
}
