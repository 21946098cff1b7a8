namespace Align.Actors;

/// <summary>Shorter ways to start actors.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Starts an actor by its parameterless constructor.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new()
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.ActorOf(Props.Create<TActor>(), name);
    }
}
