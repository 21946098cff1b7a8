namespace Align.Actors;

/// <summary>Something that starts actors: a system (top level) or a context (children).</summary>
public interface IActorRefFactory
{
    /// <summary>Starts an actor; its construction happens in its own first turn.</summary>
    /// <param name="props">How to construct it.</param>
    /// <param name="name">Unique among its siblings; null for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is empty, malformed or taken.</exception>
    /// <exception cref="InvalidOperationException">The parent is terminating.</exception>
    IActorRef ActorOf(Props props, string? name = null);
}
