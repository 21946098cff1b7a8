namespace Align.Actors;

/// <summary>Whom a cell watches, and who watches it. Only in the cell's turn.</summary>
internal sealed class DeathWatch(ActorCell cell)
{
    private readonly Dictionary<IActorRef, object?> _watching = [];
    private readonly Dictionary<IActorRef, object?> _announced = [];
    private readonly HashSet<InternalActorRef> _watchers = [];

    public void Watch(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject is not InternalActorRef target || ReferenceEquals(target, cell.SelfRef) || !_watching.TryAdd(target, message))
            return;
        target.Send(new Watch(target, cell.SelfRef));
    }

    public void Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject is InternalActorRef target && _watching.Remove(target))
            target.Send(new Unwatch(target, cell.SelfRef));
        _announced.Remove(subject);
    }

    public void AddWatcher(InternalActorRef watcher) => _watchers.Add(watcher);

    public void RemoveWatcher(InternalActorRef watcher) => _watchers.Remove(watcher);

    /// <summary>Queues the notice of a watched actor's end.</summary>
    public void Announce(InternalActorRef actor, bool existenceConfirmed)
    {
        if (!_watching.Remove(actor, out var message) || cell.IsTerminating)
            return;
        _announced[actor] = message;
        cell.Post(new Envelope(new Terminated(actor, existenceConfirmed, addressTerminated: false), actor));
    }

    /// <summary>Counts a stashed notice as announced again.</summary>
    public void Reannounce(Terminated notice) => _announced[notice.ActorRef] = null;

    /// <summary>The message to handle for a notice: the watcher's own or the notice; null when it is no longer wanted.</summary>
    public object? Deliver(Terminated notice) =>
        _announced.Remove(notice.ActorRef, out var message) ? message ?? notice : null;

    public void UnwatchAll()
    {
        foreach (var target in _watching.Keys.OfType<InternalActorRef>())
            target.Send(new Unwatch(target, cell.SelfRef));
        _watching.Clear();
        _announced.Clear();
    }

    /// <summary>Tells everybody but the parent, who learns it anyway.</summary>
    public void TellWatchers(InternalActorRef parent)
    {
        foreach (var watcher in _watchers)
        {
            if (!ReferenceEquals(watcher, parent))
                watcher.Send(new DeathWatchNotification(cell.SelfRef, ExistenceConfirmed: true));
        }
        _watchers.Clear();
    }
}
