namespace Align.Actors;

/// <summary>System messages, and what a failure does.</summary>
internal sealed partial class ActorCell
{
    private readonly List<SystemMessage> _deferred = [];
    private int _suspensions;

    /// <summary>Whose failure waits for the supervisor's decision: this actor's own, or a child's that was escalated.</summary>
    private LocalActorRef? _failed;

    /// <summary>Processes a system message, and those deferred that may be processed after it.</summary>
    public void Invoke(SystemMessage message)
    {
        if (_terminated)
        {
            System.DeadLetterRef.Reject(message, SelfRef);
            return;
        }
        if (IsDeferred(message))
        {
            _deferred.Add(message);
            return;
        }
        Guarded(() => Process(message));
        while (!_terminated && _deferred.FindIndex(m => !IsDeferred(m)) is >= 0 and var next)
        {
            var ready = _deferred[next];
            _deferred.RemoveAt(next);
            Guarded(() => Process(ready));
        }
    }

    /// <summary>A waiting cell answers for its children, and is decided about, only when it stands again.</summary>
    private bool IsDeferred(SystemMessage message) => message switch
    {
        Failed => IsWaitingForChildren || _suspensions > 0 || _runningTasks > 0,
        Recreate or Suspend or Resume => IsWaitingForChildren,
        _ => false,
    };

    private void Process(SystemMessage message)
    {
        switch (message)
        {
            case Create: Start(); break;
            case Recreate recreate: OnRecreate(recreate.Cause); break;
            case Suspend: OnSuspend(); break;
            case Resume resume: OnResume(resume.CausedByFailure); break;
            case Actors.Terminate: Terminate(); break;
            case Watch watch: DeathWatch.AddWatcher(watch.Watcher); break;
            case Unwatch unwatch: DeathWatch.RemoveWatcher(unwatch.Watcher); break;
            case Failed failed: OnChildFailed(failed); break;
            case DeathWatchNotification notice: OnDeath(notice); break;
            case TaskContinuation continuation: TaskScheduler.Run(continuation.Task); break;
            default: throw new InvalidOperationException($"There is no system message {message.GetType()}.");
        }
    }

    private void OnRecreate(Exception cause)
    {
        if (IsTerminating)
            OnResume(null);
        else
            RestartActor(cause);
    }

    private void OnSuspend()
    {
        _suspensions++;
        SuspendChildren();
    }

    private void OnResume(Exception? causedByFailure)
    {
        if (_actor is null && !IsTerminating)
        {
            StartAgain();
            return;
        }
        var perpetrator = _failed;
        Unsuspend();
        if (causedByFailure is not null)
            ClearFailure();
        _idle.Arm();
        ResumeChildren(perpetrator, causedByFailure);
    }

    private void OnDeath(DeathWatchNotification notice)
    {
        DeathWatch.Announce(notice.Actor, notice.ExistenceConfirmed);
        if (notice.Actor is LocalActorRef local)
            ChildTerminated(local);
    }

    private void OnChildFailed(Failed failed)
    {
        if (_children.Find(failed.Child) is not { } child || _actor is null)
            return;
        var (message, sender) = (CurrentMessage, Sender);
        (CurrentMessage, Sender) = (failed, failed.Child);
        try
        {
            if (!_actor.Strategy.HandleFailure(this, child, failed.Cause, _children.Snapshot()))
                Fail(failed.Cause, failed.Child);
        }
        catch (Exception cause)
        {
            Fail(cause, failed.Child);
        }
        (CurrentMessage, Sender) = (message, sender);
    }

    /// <summary>Suspends this actor and all below it, and asks its supervisor.</summary>
    private void Fail(Exception cause, LocalActorRef? perpetrator = null)
    {
        if (_failed is not null)
        {
            Report(cause, "Another failure while the first one waits for its decision");
            return;
        }
        _suspensions++;
        _failed = perpetrator ?? SelfRef;
        SuspendChildren(except: perpetrator);
        ParentRef.Send(new Failed(SelfRef, cause));
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
    }

    /// <summary>A child made while its parent restarts was never suspended, hence the floor.</summary>
    private void Unsuspend() => _suspensions = Math.Max(0, _suspensions - 1);

    private void ClearFailure() => _failed = null;
}
