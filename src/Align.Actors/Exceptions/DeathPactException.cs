namespace Align.Actors;

/// <summary>An actor watched another one and did not handle its <see cref="Terminated"/>.</summary>
public sealed class DeathPactException : AkkaException
{
    /// <summary>For the actor that stopped.</summary>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    /// <summary>Who stopped.</summary>
    public IActorRef DeadActor { get; }
}
