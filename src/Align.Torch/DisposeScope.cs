using static Align.Torch.torch;

namespace Align.Torch;

/// <summary>
/// Disposes, when it is disposed, every tensor that its thread created since it was opened, except those moved out.
/// Open one with <see cref="NewDisposeScope"/>; scopes nest.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private readonly HashSet<IDisposable> held = new(ReferenceEqualityComparer.Instance);
    private bool closed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        OuterScope = outer;
    }

    /// <summary>How many objects the scope would dispose now.</summary>
    public int DisposablesCount
    {
        get
        {
            lock (held) return held.Count;
        }
    }

    /// <summary>What the scope would dispose now: a copy, in no particular order.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            lock (held) return [.. held];
        }
    }

    internal DisposeScope? OuterScope { get; }

    /// <summary>Whether the scope holds <paramref name="disposable"/>.</summary>
    public bool Contains(IDisposable disposable)
    {
        lock (held) return held.Contains(disposable);
    }

    /// <summary>Hands <paramref name="disposable"/> to the next outer scope, or to nobody when there is none.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(OuterScope, disposable);

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(OuterScope, disposables);

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Hands <paramref name="disposable"/> to <paramref name="scope"/>, or to nobody when that is null.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        Move(disposable, scope);
        return disposable;
    }

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables) Move(disposable, scope);
    }

    /// <summary>Lets <paramref name="disposable"/> outlive every scope: its owner disposes it.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable => MoveToOther(null, disposable);

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(params IDisposable[] disposables) => MoveToOther(null, disposables);

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>Makes the scope responsible for <paramref name="disposable"/>, taking it from the scope that was.</summary>
    public void Attach(IDisposable disposable)
    {
        if (disposable is Tensor { OwningDisposeScope: { } owner }) owner.Move(disposable, this);
        else Include(disposable);
    }

    /// <inheritdoc cref="Attach(IDisposable)"/>
    public void Attach(params IDisposable[] disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables) Attach(disposable);
    }

    /// <summary>Disposes what the scope holds now; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes what the scope holds now, except <paramref name="inKeep"/>; the scope stays open.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] doomed;
        lock (held)
        {
            doomed = [.. held.Where(item => !keep.Contains(item))];
            held.RemoveWhere(item => !keep.Contains(item));
        }
        foreach (var item in doomed)
        {
            if (item is Tensor tensor) tensor.OwningDisposeScope = null;
            item.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    /// <summary>Tells the scope that its owner has disposed <paramref name="disposable"/> already.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        lock (held) held.Remove(disposable);
    }

    /// <summary>Disposes everything that the scope holds and closes it.</summary>
    public void Dispose()
    {
        if (closed) return;
        closed = true;
        manager.Remove(this);
        DisposeEverything();
    }

    internal void Include(IDisposable disposable)
    {
        lock (held) held.Add(disposable);
        if (disposable is Tensor tensor) tensor.OwningDisposeScope = this;
    }

    private void Move(IDisposable disposable, DisposeScope? target)
    {
        bool mine;
        lock (held) mine = held.Remove(disposable);
        if (!mine) return;
        if (target is not null) target.Include(disposable);
        else if (disposable is Tensor tensor) tensor.OwningDisposeScope = null;
    }
}
