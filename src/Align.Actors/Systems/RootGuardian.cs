using Align.Actors.Event;

namespace Align.Actors;

/// <summary>The parent of the user guardian: a failure that was escalated as far as here ends the system.</summary>
internal sealed class RootGuardian(ActorSystem system, ActorPath path) : InternalActorRef
{
    private readonly Lock _gate = new();
    private readonly List<Action> _onTermination = [];
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public override ActorPath Path { get; } = path;

    public override ActorSystem Owner => system;

    public Task Terminated => _terminated.Task;

    public void OnTermination(Action code)
    {
        ArgumentNullException.ThrowIfNull(code);
        lock (_gate)
        {
            if (_ended)
                throw new InvalidOperationException("The system has terminated already");
            _onTermination.Add(code);
        }
    }

    public override void Tell(object message, IActorRef? sender) => system.DeadLetterRef.Publish(message, sender, this);

    public override void Send(SystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                system.EventStream.Publish(new Error(failed.Cause, failed.Child.Path.ToString(), typeof(RootGuardian), "A failure was escalated to the guardian; the system shuts down"));
                failed.Child.Send(new Terminate());
                break;
            case DeathWatchNotification:
                End();
                break;
            default:
                system.DeadLetterRef.Reject(message, this);
                break;
        }
    }

    private void End()
    {
        Action[] callbacks;
        lock (_gate)
        {
            _ended = true;
            callbacks = [.. Enumerable.Reverse(_onTermination)];
        }
        system.StopScheduler();
        foreach (var callback in callbacks)
            callback();
        _terminated.SetResult();
    }
}
