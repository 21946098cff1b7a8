using Align.Actors.Configuration;
using Align.Actors.Event;

namespace Align.Actors;

/// <summary>A tree of actors and what they share: scheduler, event stream, dead letters, settings.</summary>
public sealed class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly Lazy<CoordinatedShutdown> _shutdown;
    private readonly LocalScheduler _scheduler;
    private readonly RootGuardian _root;
    private readonly ActorCell _guardian;
    private readonly ActorPath _temp;
    private long _uids;
    private long _temps;

    private ActorSystem(string name, Config config, TimeProvider time)
    {
        Name = name;
        Config = config;
        Time = time;
        Throughput = Math.Max(1, config.GetInt("akka.actor.default-dispatcher.throughput", 30));
        AskTimeout = config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan);
        LogThreshold = LogThreshold.From(config);
        var rootPath = new RootActorPath(new Address("akka", name));
        _temp = rootPath / "temp";
        _scheduler = new LocalScheduler(time);
        EventStream = new EventStream();
        DeadLetterRef = new DeadLetterActorRef(this, rootPath / "deadLetters");
        EventStream.Subscribe<LogEvent>(new StandardOutLogger(LogThreshold, rootPath / "log"));
        _shutdown = new(() => new CoordinatedShutdown(this));
        _root = new RootGuardian(this, rootPath);
        _guardian = new ActorCell(this, Props.Create<UserGuardian>(), _root, new ChildActorPath(rootPath, "user", NextUid()));
        _guardian.Post(new Create());
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where all log events, dead letters and unhandled messages are published.</summary>
    public EventStream EventStream { get; }

    /// <summary>Takes what is for nobody.</summary>
    public IActorRef DeadLetters => DeadLetterRef;

    /// <summary>Sends messages later.</summary>
    public IScheduler Scheduler => _scheduler;

    /// <summary>The system's own logger.</summary>
    public ILoggingAdapter Log => field ??= Logging.GetLogger(this, Name);

    /// <summary>Done when every actor has stopped.</summary>
    public Task WhenTerminated => _root.Terminated;

    internal Config Config { get; }

    internal TimeProvider Time { get; }

    internal int Throughput { get; }

    internal TimeSpan AskTimeout { get; }

    internal LogThreshold LogThreshold { get; }

    internal DeadLetterActorRef DeadLetterRef { get; }

    internal CoordinatedShutdown Shutdown => _shutdown.Value;

    /// <summary>Starts a system with the default settings.</summary>
    /// <param name="name">Letters, digits, - and _, not starting with - or _.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    public static ActorSystem Create(string name) => Create(name, Config.Empty);

    /// <summary>Starts a system.</summary>
    /// <param name="name">Letters, digits, - and _, not starting with - or _.</param>
    /// <param name="config">Settings that differ from the defaults, as HOCON text.</param>
    /// <exception cref="ArgumentException">The name is malformed.</exception>
    /// <exception cref="ConfigurationException">A setting is malformed.</exception>
    public static ActorSystem Create(string name, Config config) => Create(name, config, TimeProvider.System);

    /// <summary>Starts a top-level actor, under <c>/user</c>.</summary>
    /// <inheritdoc/>
    public IActorRef ActorOf(Props props, string? name = null) => _guardian.ActorOf(props, name);

    /// <summary>Stops an actor after the message that it has in work.</summary>
    public void Stop(IActorRef actor) => _guardian.Stop(actor);

    /// <summary>Runs the coordinated shutdown, the last phase of which stops all actors.</summary>
    /// <returns>Done when the shutdown is.</returns>
    public Task Terminate() => Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true)
        ? Shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : StopGuardian();

    /// <summary>Runs something when every actor has stopped.</summary>
    public void RegisterOnTermination(Action code) => _root.OnTermination(code);

    /// <summary>Begins to terminate; does not wait for the end.</summary>
    public void Dispose() => Terminate();

    internal static ActorSystem Create(string name, Config config, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(config);
        var valid = name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return valid
            ? new ActorSystem(name, config, time)
            : throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
    }

    internal long NextUid() => Interlocked.Increment(ref _uids);

    internal ActorPath NextTempPath() => _temp / $"${Interlocked.Increment(ref _temps)}";

    internal Task StopGuardian()
    {
        _guardian.Post(new Terminate());
        return WhenTerminated;
    }

    internal void StopScheduler() => _scheduler.Dispose();
}
