namespace Align.Torch;

/// <summary>The stack of open dispose scopes of one thread.</summary>
internal sealed class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? ofThisThread;

    private readonly List<DisposeScope> open = [];

    internal static DisposeScopeManager ThreadSingleton => ofThisThread ??= new DisposeScopeManager();

    internal DisposeScope? Current => open.Count == 0 ? null : open[^1];

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ThreadSingleton;
        var scope = new DisposeScope(manager, manager.Current);
        lock (manager.open) manager.open.Add(scope);
        return scope;
    }

    /// <summary>Takes <paramref name="scope"/> off the stack of the thread that opened it; also out of order, and from another thread.</summary>
    internal void Remove(DisposeScope scope)
    {
        lock (open) open.Remove(scope);
    }
}
