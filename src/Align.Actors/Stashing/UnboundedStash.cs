namespace Align.Actors;

/// <summary>The stash of one incarnation of an actor.</summary>
internal sealed class UnboundedStash(ActorCell cell) : IStash
{
    private List<Envelope> _stashed = [];
    private long _lastStashed = -1;

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public void Stash()
    {
        if (cell.CurrentMessage is not { } message)
            throw new IllegalActorStateException("There is no message in work that could be stashed");
        if (_lastStashed == cell.EnvelopeNumber)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        _lastStashed = cell.EnvelopeNumber;
        _stashed.Add(new Envelope(message, cell.Sender));
    }

    public void Unstash()
    {
        if (IsEmpty)
            return;
        var oldest = _stashed[0];
        _stashed.RemoveAt(0);
        cell.Prepend(in oldest);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        foreach (var envelope in ClearStash().Reverse().Where(predicate))
            cell.Prepend(in envelope);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed;
        _stashed = [];
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes) => _stashed.InsertRange(0, envelopes);
}
