namespace Align.Actors;

/// <summary>The behaviours of one incarnation of an actor: the first one at the bottom, the current one on top.</summary>
internal sealed class BehaviorStack
{
    private readonly Stack<Receive> _stack = new();

    public Receive Current { get; private set; } = _ => false;

    public void Reset(Receive first)
    {
        _stack.Clear();
        Push(first);
    }

    /// <summary>Replaces the top; the first behaviour is covered, not replaced.</summary>
    public void Replace(Receive behavior)
    {
        if (_stack.Count > 1)
            _stack.Pop();
        Push(behavior);
    }

    public void Push(Receive behavior)
    {
        ArgumentNullException.ThrowIfNull(behavior);
        _stack.Push(behavior);
        Current = behavior;
    }

    public void Pop()
    {
        if (_stack.Count > 1)
            _stack.Pop();
        Current = _stack.Peek();
    }
}
