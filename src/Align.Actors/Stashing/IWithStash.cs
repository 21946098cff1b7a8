namespace Align.Actors;

/// <summary>An actor that has a stash without a limit.</summary>
public interface IWithStash : IActorStash;
