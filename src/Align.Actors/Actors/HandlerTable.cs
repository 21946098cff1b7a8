namespace Align.Actors;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>, in the order of their registration.</summary>
internal sealed class HandlerTable
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _catchesAll;

    public void Add<T>(Action<T> handler, Predicate<T>? shouldHandle)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(
            message =>
            {
                if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
                    return false;
                handler(typed);
                return true;
            },
            catchesAll: typeof(T) == typeof(object) && shouldHandle is null);
    }

    public void Add<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(message => message is T typed && handler(typed), catchesAll: false);
    }

    public bool TryHandle(object message)
    {
        foreach (var handler in _handlers)
        {
            if (handler(message))
                return true;
        }
        return false;
    }

    private void Append(Func<object, bool> handler, bool catchesAll)
    {
        if (_catchesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _catchesAll = catchesAll;
        _handlers.Add(handler);
    }
}
