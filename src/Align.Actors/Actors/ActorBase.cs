using Align.Actors.Event;

namespace Align.Actors;

/// <summary>The root of all actors: state that one message at a time may touch, and its life from start to stop.</summary>
public abstract class ActorBase
{
    private SupervisorStrategy? _strategy;

    /// <summary>Called by the runtime alone.</summary>
    /// <exception cref="ActorInitializationException">The actor was made with <c>new</c> outside of <see cref="Props"/>.</exception>
    protected ActorBase()
    {
        var cell = ActorCell.Current ?? throw new ActorInitializationException(
            "Do not create actors using 'new', always create them using an ActorContext/System");
        cell.Behaviors.Reset(Receive);
        if (this is IWithTimers timed)
            timed.Timers = new TimerScheduler(cell);
    }

    /// <summary>The running actor's context.</summary>
    /// <exception cref="NotSupportedException">The call does not come from an actor's turn, for example from a task of its own.</exception>
    protected static IActorContext Context => CurrentCell;

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = _ => false;

    /// <summary>This actor's own reference.</summary>
    protected IActorRef Self => CurrentCell.Self;

    /// <summary>Who sent the message in work; the dead letters when nobody did.</summary>
    protected IActorRef Sender => CurrentCell.Sender;

    internal SupervisorStrategy Strategy => _strategy ??= SupervisorStrategy();

    private protected static ActorCell CurrentCell => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>The first behaviour.</summary>
    /// <returns>True when the message was handled.</returns>
    protected abstract bool Receive(object message);

    /// <summary>How this actor answers for its children; by default <see cref="SupervisorStrategy.DefaultStrategy"/>.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actors.SupervisorStrategy.DefaultStrategy;

    /// <summary>Called when the actor starts, before its first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called when the actor has stopped, after its children.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the old instance before a restart; by default stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="message">The message at which it happened; null when there was none.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    /// <summary>Called on the new instance after a restart; by default calls <see cref="PreStart"/>.</summary>
    /// <param name="reason">The failure.</param>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Called for a message without a handler; by default publishes it as <see cref="UnhandledMessage"/>.</summary>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Replaces the behaviour.</summary>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour below; the first one stays.</summary>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    /// <summary>Asks for <see cref="ReceiveTimeout"/> after a time without messages; null ends it.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal virtual void OnConstructed()
    {
    }

    internal void UseStrategy(SupervisorStrategy? strategy) => _strategy = strategy;

    internal void Handle(Receive behavior, object message)
    {
        if (!behavior(message))
            Unhandled(message);
    }

    internal void Start() => PreStart();

    internal void Stopped()
    {
        CancelTimers();
        PostStop();
    }

    internal void PrepareRestart(Exception reason, object? message)
    {
        CancelTimers();
        PreRestart(reason, message!);
    }

    internal void Restarted(Exception reason) => PostRestart(reason);

    private void CancelTimers() => (this as IWithTimers)?.Timers?.CancelAll();
}
