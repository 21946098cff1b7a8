namespace Align.Actors;

/// <summary>An actor that has a stash; the runtime sets it after construction.</summary>
public interface IActorStash
{
    /// <summary>The stash.</summary>
    IStash Stash { get; set; }
}
