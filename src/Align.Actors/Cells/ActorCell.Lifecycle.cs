using Align.Actors.Event;

namespace Align.Actors;

/// <summary>Start, restart and stop.</summary>
internal sealed partial class ActorCell
{
    /// <summary>What goes on as soon as the stopping children have stopped; null for nothing.</summary>
    private Action? _afterChildren;
    private bool _terminated;

    public bool IsTerminating { get; private set; }

    private bool IsWaitingForChildren => _afterChildren is not null && !IsTerminating;

    private void Start()
    {
        try
        {
            _actor = NewInstance();
            _actor.Start();
            _idle.Arm();
        }
        catch (Exception cause)
        {
            Discard();
            throw new ActorInitializationException(SelfRef, "Exception during creation", cause);
        }
    }

    private ActorBase NewInstance()
    {
        var actor = Props.NewActor();
        if (actor is IActorStash stashing)
            stashing.Stash = new UnboundedStash(this);
        return actor;
    }

    /// <summary>Drops an instance that failed to start; its <c>PostStop</c> does not run.</summary>
    private void Discard()
    {
        (_actor as IWithTimers)?.Timers?.CancelAll();
        Release(_actor);
    }

    /// <summary>Takes leave of an instance; one that is disposable is disposed.</summary>
    private void Release(ActorBase? instance)
    {
        _actor = null;
        try
        {
            (instance as IDisposable)?.Dispose();
        }
        catch (Exception cause)
        {
            Report(cause, cause.Message);
        }
    }

    private void RestartActor(Exception cause)
    {
        if (_actor is null)
        {
            StartAgain();
            return;
        }
        var old = _actor;
        try
        {
            old.PrepareRestart(cause, CurrentMessage);
        }
        catch (Exception inner)
        {
            Report(new PreRestartException(SelfRef, inner, cause, CurrentMessage), inner.Message);
        }
        (old as IActorStash)?.Stash?.UnstashAll();
        Release(old);
        AfterStoppingChildren(() => FinishRestart(cause));
    }

    private void FinishRestart(Exception cause)
    {
        var survivors = _children.Snapshot();
        Unsuspend();
        ClearFailure();
        try
        {
            CurrentMessage = null;
            _actor = NewInstance();
            _actor.Restarted(cause);
            _idle.Arm();
        }
        catch (Exception inner)
        {
            Discard();
            Fail(new PostRestartException(SelfRef, inner, cause));
            return;
        }
        foreach (var child in survivors)
            child.Child.Send(new Recreate(cause));
    }

    /// <summary>Another attempt after a failed start, of which no instance is left.</summary>
    private void StartAgain()
    {
        _idle.Set(null);
        StopChildren();
        AfterStoppingChildren(() =>
        {
            Unsuspend();
            ClearFailure();
            Guarded(Start);
        });
    }

    private void Terminate()
    {
        _idle.Stop();
        DeathWatch.UnwatchAll();
        _children.Close();
        StopChildren();
        if (!IsTerminating && _children.AnyStopping)
        {
            _suspensions++;
            _failed = SelfRef;
        }
        IsTerminating = true;
        AfterStoppingChildren(FinishTerminate);
    }

    private void FinishTerminate()
    {
        _terminated = true;
        try
        {
            _actor?.Stopped();
        }
        catch (Exception cause)
        {
            Report(cause, cause.Message);
        }
        (_actor as IActorStash)?.Stash?.UnstashAll();
        Release(_actor);
        _mailbox.Close();
        System.EventStream.Unsubscribe(SelfRef);
        DrainToDeadLetters();
        ParentRef.Send(new DeathWatchNotification(SelfRef, ExistenceConfirmed: true));
        DeathWatch.TellWatchers(ParentRef);
        DeathWatch.UnwatchAll();
    }

    private void DrainToDeadLetters()
    {
        while (_mailbox.TryTake(out Envelope envelope))
            System.DeadLetterRef.Publish(envelope.Message, envelope.Sender, SelfRef);
        foreach (var message in _deferred)
            System.DeadLetterRef.Reject(message, SelfRef);
        _deferred.Clear();
    }

    private void AfterStoppingChildren(Action next)
    {
        if (_children.AnyStopping)
            _afterChildren = next;
        else
            next();
    }

    private void ContinueWithoutStoppedChildren()
    {
        if (_afterChildren is null || _children.AnyStopping)
            return;
        var next = _afterChildren;
        _afterChildren = null;
        next();
    }

    private void Report(Exception cause, string message) =>
        System.EventStream.Publish(new Error(cause, SelfRef.Path.ToString(), _actor?.GetType() ?? Props.Type, message));
}
