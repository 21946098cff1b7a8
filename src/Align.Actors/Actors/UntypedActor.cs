namespace Align.Actors;

/// <summary>An actor with one handler for all messages.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>The running actor's context.</summary>
    protected static new IUntypedActorContext Context => CurrentCell;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Handles a message; calls <see cref="ActorBase.Unhandled"/> for one that it does not know.</summary>
    protected abstract void OnReceive(object message);

    /// <summary>Replaces the behaviour.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);

    /// <summary>Runs an asynchronous continuation of the message in work; the next message waits until it is done.</summary>
    protected void RunTask(Func<Task> action) => CurrentCell.RunTask(action);

    /// <summary>Runs an action as a continuation of the message in work; the next message waits until it is done.</summary>
    protected void RunTask(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CurrentCell.RunTask(() =>
        {
            action();
            return Task.CompletedTask;
        });
    }
}
