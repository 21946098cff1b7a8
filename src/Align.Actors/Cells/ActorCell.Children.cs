using Align.Actors.Routing;

namespace Align.Actors;

/// <summary>The children.</summary>
internal sealed partial class ActorCell
{
    private readonly Children _children = new();
    private readonly IdleTimer _idle;

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        return _children.Add(name, System.Time, unique => Make(props, unique));
    }

    public IActorRef Child(string name) => (IActorRef?)_children.Find(name) ?? ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => [.. _children.Snapshot().Select(s => s.Child)];

    public void Stop(IActorRef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        if (child is LocalActorRef local)
            _children.MarkStopping(local);
        (child as InternalActorRef)?.Send(new Terminate());
    }

    public IActorRef Watch(IActorRef subject)
    {
        DeathWatch.Watch(subject, message: null);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        DeathWatch.Watch(subject, message);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        DeathWatch.Unwatch(subject);
        return subject;
    }

    private LocalActorRef Make(Props props, string name)
    {
        var path = new ChildActorPath(SelfRef.Path, name, System.NextUid());
        if (props.RouterConfig is not Pool pool)
            return Started(new ActorCell(System, props, SelfRef, path));
        var router = new ActorCell(System, pool.RouterProps(), SelfRef, path, new RouteeSet(pool.CreateLogic()));
        Started(router);
        for (var i = 0; i < pool.NrOfInstances; i++)
            router.Routees!.Add((LocalActorRef)router.ActorOf(props.WithoutRouter()));
        return router.SelfRef;
    }

    private static LocalActorRef Started(ActorCell cell)
    {
        cell.Post(new Create());
        return cell.SelfRef;
    }

    private void StopChildren()
    {
        foreach (var child in _children.Snapshot())
            Stop(child.Child);
    }

    private void SuspendChildren(LocalActorRef? except = null)
    {
        foreach (var child in _children.Snapshot())
        {
            if (!ReferenceEquals(child.Child, except))
                child.Child.Send(new Suspend());
        }
    }

    private void ResumeChildren(LocalActorRef? perpetrator, Exception? cause)
    {
        foreach (var child in _children.Snapshot())
            child.Child.Send(new Resume(ReferenceEquals(child.Child, perpetrator) ? cause : null));
    }

    private void ChildTerminated(LocalActorRef child)
    {
        if (!_children.Remove(child))
            return;
        if (Routees is not null && Routees.Remove(child) && !IsTerminating && Routees.IsEmpty)
            Stop(SelfRef);
        ContinueWithoutStoppedChildren();
    }
}
