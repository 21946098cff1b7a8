namespace Align.Bench.Actors;

/// <summary>One actor tells another one objects.</summary>
internal static class ActorTells
{
    private static readonly object Message = new();

    public static async Task Run(int messages)
    {
        using var system = ActorSystem.Create("bench", "akka.loglevel = OFF");
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var receiver = system.ActorOf(Props.Create(() => new Receiver(messages, done)));
        var sender = system.ActorOf(Props.Create(() => new Sender(receiver)));
        sender.Tell(messages);
        await done.Task;
    }

    private sealed class Sender : ReceiveActor
    {
        public Sender(IActorRef receiver) => Receive<int>(messages =>
        {
            for (var i = 0; i < messages; i++)
                receiver.Tell(Message);
        });
    }

    private sealed class Receiver : ReceiveActor
    {
        private int _received;

        public Receiver(int messages, TaskCompletionSource done) => Receive<object>(_ =>
        {
            if (++_received == messages)
                done.SetResult();
        });
    }
}
