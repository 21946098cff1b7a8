using System.Threading.Channels;

namespace Align.Actors;

/// <summary>
/// The two queues of a cell, and its turns on the thread pool: at most one turn at a time, each of all system messages
/// and at most <c>throughput</c> user messages.
/// </summary>
internal sealed class Mailbox(ActorCell cell, int throughput) : IThreadPoolWorkItem
{
    private readonly Channel<Envelope> _user = Channel.CreateUnbounded<Envelope>();
    private readonly Channel<SystemMessage> _system = Channel.CreateUnbounded<SystemMessage>();
    private readonly Stack<Envelope> _front = new();
    private int _frontCount;
    private int _systemCount;
    private int _scheduled;

    /// <summary>How many user messages wait.</summary>
    public int Count => _user.Reader.Count + Volatile.Read(ref _frontCount);

    /// <summary>Puts a user message at the end; false when the mailbox is closed.</summary>
    public bool TryPost(in Envelope envelope)
    {
        if (!_user.Writer.TryWrite(envelope))
            return false;
        Schedule();
        return true;
    }

    /// <summary>Puts a system message at the end; false when the mailbox is closed.</summary>
    public bool TryPost(SystemMessage message)
    {
        if (!_system.Writer.TryWrite(message))
            return false;
        Interlocked.Increment(ref _systemCount);
        Schedule();
        return true;
    }

    /// <summary>Puts a user message before all others. Only in the cell's turn.</summary>
    public void Prepend(in Envelope envelope)
    {
        _front.Push(envelope);
        Volatile.Write(ref _frontCount, _front.Count);
    }

    /// <summary>Takes the next user message. Only in the cell's turn.</summary>
    public bool TryTake(out Envelope envelope)
    {
        if (_frontCount == 0)
            return _user.Reader.TryRead(out envelope);
        envelope = _front.Pop();
        Volatile.Write(ref _frontCount, _front.Count);
        return true;
    }

    /// <summary>Refuses all further messages. What waits can still be taken.</summary>
    public void Close()
    {
        _user.Writer.Complete();
        _system.Writer.Complete();
    }

    /// <summary>Takes the next system message. Only in the cell's turn.</summary>
    public bool TryTake(out SystemMessage? message)
    {
        message = null;
        if (Volatile.Read(ref _systemCount) == 0 || !_system.Reader.TryRead(out message))
            return false;
        Interlocked.Decrement(ref _systemCount);
        return true;
    }

    /// <summary>One turn.</summary>
    public void Execute()
    {
        ActorCell.Current = cell;
        RunSystemMessages();
        for (var left = throughput; left > 0 && cell.IsReceptive && TryTake(out Envelope envelope); left--)
        {
            cell.Invoke(in envelope);
            RunSystemMessages();
        }
        ActorCell.Current = null;
        Volatile.Write(ref _scheduled, 0);
        Interlocked.MemoryBarrier();
        if (HasWork())
            Schedule();
    }

    private void RunSystemMessages()
    {
        while (TryTake(out SystemMessage? message))
            cell.Invoke(message!);
    }

    private bool HasWork() =>
        Volatile.Read(ref _systemCount) > 0 || (cell.IsReceptive && (_frontCount > 0 || _user.Reader.TryPeek(out _)));

    private void Schedule()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _scheduled) == 0 && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
