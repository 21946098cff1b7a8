namespace Align.Actors;

/// <summary>A watcher that is no actor: its task is done when the watched actor has stopped.</summary>
internal sealed class TerminationRef(ActorSystem system) : InternalActorRef
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path { get; } = system.NextTempPath();

    public override ActorSystem Owner => system;

    public Task Terminated => _terminated.Task;

    public override void Tell(object message, IActorRef? sender) => system.DeadLetterRef.Publish(message, sender, this);

    public override void Send(SystemMessage message)
    {
        if (message is DeathWatchNotification)
            _terminated.TrySetResult();
        else
            system.DeadLetterRef.Reject(message, this);
    }
}
