using System.Globalization;

namespace Align.Actors;

/// <summary>The children of a cell by name. Other threads may add to it and look into it.</summary>
internal sealed class Children
{
    private const string NameDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, RestartStatistics> _byName = [];
    private readonly HashSet<LocalActorRef> _stopping = [];
    private bool _closed;
    private long _generatedNames;

    /// <summary>True while a child that was told to stop has not stopped.</summary>
    public bool AnyStopping
    {
        get
        {
            lock (_gate)
                return _stopping.Count > 0;
        }
    }

    /// <summary>All children, in the order of their creation.</summary>
    public IReadOnlyList<RestartStatistics> Snapshot()
    {
        lock (_gate)
            return [.. _byName.Values];
    }

    public LocalActorRef? Find(string name)
    {
        lock (_gate)
            return _byName.GetValueOrDefault(name)?.Child;
    }

    public RestartStatistics? Find(LocalActorRef child)
    {
        lock (_gate)
            return _byName.TryGetValue(child.Path.Name, out var found) && ReferenceEquals(found.Child, child) ? found : null;
    }

    /// <summary>Adds a child under a name, or under a generated one.</summary>
    public LocalActorRef Add(string? name, TimeProvider time, Func<string, LocalActorRef> create)
    {
        if (name is not null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException(Complaint(name));
        lock (_gate)
        {
            if (_closed)
                throw new InvalidOperationException("Cannot create child while terminating or terminated");
            name ??= Generate();
            if (_byName.ContainsKey(name))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            var child = create(name);
            _byName.Add(name, new RestartStatistics(child, time));
            return child;
        }
    }

    public void MarkStopping(LocalActorRef child)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(child.Path.Name, out var found) && ReferenceEquals(found.Child, child))
                _stopping.Add(child);
        }
    }

    public bool Remove(LocalActorRef child)
    {
        lock (_gate)
        {
            _stopping.Remove(child);
            return _byName.TryGetValue(child.Path.Name, out var found) && ReferenceEquals(found.Child, child)
                && _byName.Remove(child.Path.Name);
        }
    }

    /// <summary>Refuses children from now on.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    private static string Complaint(string name) => name.Length == 0
        ? "Actor name must not be empty."
        : string.Create(CultureInfo.InvariantCulture, $"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: \"-_.*$+:@&=,!~';()");

    private string Generate()
    {
        var text = "$";
        var number = _generatedNames++;
        do
        {
            text += NameDigits[(int)(number & 63)];
            number >>= 6;
        }
        while (number != 0);
        return text;
    }
}
