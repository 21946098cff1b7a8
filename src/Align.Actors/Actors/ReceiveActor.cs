namespace Align.Actors;

/// <summary>An actor with a handler for each type of message, tried in the order of their registration.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly Stack<HandlerTable> _configuring = new([new HandlerTable()]);
    private HandlerTable _initial = new();

    private HandlerTable Table => _configuring.TryPeek(out var table)
        ? table
        : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    /// <summary>Not for use: a receive actor has only the handlers that it registers.</summary>
    protected sealed override void OnReceive(object message) => Dispatch(_initial, message);

    /// <summary>Replaces the behaviour.</summary>
    /// <param name="configure">Registers the handlers of the new one.</param>
    protected void Become(Action configure)
    {
        var table = Configure(configure);
        base.Become(message => Dispatch(table, message));
    }

    /// <summary>Puts a behaviour on top of the current one.</summary>
    /// <param name="configure">Registers the handlers of the new one.</param>
    protected void BecomeStacked(Action configure)
    {
        var table = Configure(configure);
        base.BecomeStacked(message => Dispatch(table, message));
    }

    /// <summary>Handles messages of a type for which the predicate holds.</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Table.Add(handler, shouldHandle);

    /// <summary>Handles messages of a type for which the predicate holds.</summary>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Table.Add(handler, shouldHandle);

    /// <summary>Handles messages of a type; the handler returns false for those that it leaves to the next one.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Table.Add(handler);

    /// <summary>Handles messages of a type for which the predicate holds.</summary>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        Table.Add(handler, m => messageType.IsInstanceOfType(m) && (shouldHandle is null || shouldHandle(m)));
    }

    /// <summary>Handles every message that no handler before it took; nothing may be registered after it.</summary>
    protected void ReceiveAny(Action<object> handler) => Table.Add(handler, null);

    /// <summary>Handles messages of a type asynchronously; the next message waits until the task is done.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(Suspending(handler), shouldHandle);

    /// <summary>Handles messages of a type asynchronously; the next message waits until the task is done.</summary>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) =>
        Receive(Suspending(handler), shouldHandle);

    /// <summary>Handles every message that no handler before it took; the next message waits until the task is done.</summary>
    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(Suspending(handler));

    internal override void OnConstructed() => _initial = _configuring.Pop();

    private static Action<T> Suspending<T>(Func<T, Task> handler) => message => CurrentCell.RunTask(() => handler(message));

    private HandlerTable Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _configuring.Push(new HandlerTable());
        try
        {
            configure();
            return _configuring.Peek();
        }
        finally
        {
            _configuring.Pop();
        }
    }

    private void Dispatch(HandlerTable table, object message)
    {
        if (!table.TryHandle(message))
            Unhandled(message);
    }
}
