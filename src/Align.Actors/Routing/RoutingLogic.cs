namespace Align.Actors.Routing;

/// <summary>Chooses the routee of a message.</summary>
internal abstract class RoutingLogic
{
    /// <summary>One of the routees, of which there is at least one. Called by many threads at once.</summary>
    public abstract LocalActorRef Select(LocalActorRef[] routees);
}
