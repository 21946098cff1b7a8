namespace Align.Actors;

/// <summary>Messages put aside until the actor can handle them.</summary>
public interface IStash
{
    /// <summary>How many messages are put aside.</summary>
    int Count { get; }

    /// <summary>True when nothing is put aside.</summary>
    bool IsEmpty { get; }

    /// <summary>True when something is put aside.</summary>
    bool NonEmpty { get; }

    /// <summary>Puts the message in work aside.</summary>
    /// <exception cref="IllegalActorStateException">The message has been put aside already.</exception>
    void Stash();

    /// <summary>Puts the oldest message back before all that wait.</summary>
    void Unstash();

    /// <summary>Puts all messages back before all that wait, in their order.</summary>
    void UnstashAll();

    /// <summary>Puts the messages back for which the predicate holds, and drops the others.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages aside, before those that are.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
