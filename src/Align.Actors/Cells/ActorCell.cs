using Align.Actors.Routing;

namespace Align.Actors;

/// <summary>What stands behind a reference: the mailbox, the current instance of the actor, and all that survives its restarts.</summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;

    private readonly Mailbox _mailbox;
    private ActorBase? _actor;

    public ActorCell(ActorSystem system, Props props, InternalActorRef parent, ActorPath path, RouteeSet? routees = null)
    {
        System = system;
        Props = props;
        ParentRef = parent;
        SelfRef = new LocalActorRef(this, path);
        DeathWatch = new DeathWatch(this);
        _idle = new IdleTimer(this);
        _mailbox = new Mailbox(this, system.Throughput);
        Routees = routees;
        Sender = system.DeadLetters;
    }

    /// <summary>The cell in whose turn this thread is; null outside of actors.</summary>
    public static ActorCell? Current
    {
        get => _current;
        set => _current = value;
    }

    public ActorSystem System { get; }

    public Props Props { get; }

    public LocalActorRef SelfRef { get; }

    public InternalActorRef ParentRef { get; }

    public RouteeSet? Routees { get; }

    public BehaviorStack Behaviors { get; } = new();

    public DeathWatch DeathWatch { get; }

    public IActorRef Self => SelfRef;

    public IActorRef Parent => ParentRef;

    public IActorRef Sender { get; private set; }

    /// <summary>The message in work; after a failure, the one that failed.</summary>
    public object? CurrentMessage { get; private set; }

    /// <summary>Counts the messages taken, to tell one from the next.</summary>
    public long EnvelopeNumber { get; private set; }

    public int NumberOfMessages => _mailbox.Count;

    public TimeSpan? ReceiveTimeout => _idle.Duration;

    /// <summary>Whether the next user message may be taken.</summary>
    public bool IsReceptive => _suspensions == 0 && _runningTasks == 0 && !_terminated;

    public void Post(in Envelope envelope)
    {
        if (Routees is not null && Routees.TryRoute(in envelope))
            return;
        if (!_mailbox.TryPost(in envelope))
            System.DeadLetterRef.Publish(envelope.Message, envelope.Sender, SelfRef);
    }

    public void Post(SystemMessage message)
    {
        if (!_mailbox.TryPost(message))
            System.DeadLetterRef.Reject(message, SelfRef);
    }

    /// <summary>Puts a stashed message before all that wait.</summary>
    public void Prepend(in Envelope envelope)
    {
        if (envelope.Message is Terminated notice)
            DeathWatch.Reannounce(notice);
        _mailbox.Prepend(in envelope);
    }

    /// <summary>Processes a user message.</summary>
    public void Invoke(in Envelope envelope)
    {
        if (!TryUnwrap(envelope.Message, out var message))
            return;
        CurrentMessage = message;
        EnvelopeNumber++;
        Sender = envelope.Sender ?? System.DeadLetters;
        try
        {
            if (_idle.Duration is not null && message is not INotInfluenceReceiveTimeout)
                _idle.Disarm();
            if (message is IAutoReceivedMessage)
                AutoReceive(message);
            else
                _actor!.Handle(Behaviors.Current, message);
        }
        catch (Exception cause)
        {
            Fail(cause);
            return;
        }
        if (_runningTasks == 0 && _failed is null)
            FinishMessage();
    }

    public void Become(Receive receive) => Behaviors.Replace(receive);

    public void BecomeStacked(Receive receive) => Behaviors.Push(receive);

    public void Become(UntypedReceive receive) => Behaviors.Replace(Always(receive));

    public void BecomeStacked(UntypedReceive receive) => Behaviors.Push(Always(receive));

    public void UnbecomeStacked() => Behaviors.Pop();

    public void SetReceiveTimeout(TimeSpan? timeout) => _idle.Set(timeout);

    private static Receive Always(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return message =>
        {
            receive(message);
            return true;
        };
    }

    private void FinishMessage()
    {
        CurrentMessage = null;
        _idle.Arm();
    }

    /// <summary>Opens the runtime's own wrappers; false for a timer or a timeout that no longer counts.</summary>
    private bool TryUnwrap(object wrapped, out object message)
    {
        message = wrapped;
        if (wrapped is TimerMessage timer)
        {
            message = timer;
            if (_actor is not IWithTimers { Timers: TimerScheduler timers } || !timers.TryAccept(timer))
                return false;
            message = timer.Message;
        }
        else if (wrapped is IdleTimer.Tick tick)
        {
            if (!_idle.Accepts(tick))
                return false;
            message = Actors.ReceiveTimeout.Instance;
        }
        return true;
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case PoisonPill:
                Stop(SelfRef);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Terminated notice when DeathWatch.Deliver(notice) is { } wanted:
                CurrentMessage = wanted;
                _actor!.Handle(Behaviors.Current, wanted);
                break;
        }
    }
}
