namespace Align.Actors;

/// <summary>The place of an actor in the tree. Two paths are equal when address and elements are; the uid does not count.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Parent = this;
        Elements = [];
    }

    private protected ActorPath(ActorPath parent, string name, long uid)
    {
        Address = parent.Address;
        Name = name;
        Parent = parent;
        Uid = uid;
        Elements = [.. parent.Elements, name];
    }

    /// <summary>The system's address.</summary>
    public Address Address { get; }

    /// <summary>The last element.</summary>
    public string Name { get; }

    /// <summary>The path above; a root is its own parent.</summary>
    public ActorPath Parent { get; }

    /// <summary>Tells incarnations under one name apart; 0 when it is not known.</summary>
    public long Uid { get; }

    /// <summary>All elements from the root to the name.</summary>
    public IReadOnlyList<string> Elements { get; }

    /// <summary>The number of elements; 0 for a root.</summary>
    public int Depth => Elements.Count;

    /// <summary>The path of a child.</summary>
    /// <param name="path">The parent's path.</param>
    /// <param name="name">The child's name.</param>
    public static ActorPath operator /(ActorPath path, string name) => new ChildActorPath(path, name, 0);

    /// <summary>Equality of address and elements.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality of address or elements.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>True for a name that a child may have: letters, digits and some symbols, not starting with <c>$</c>.</summary>
    public static bool IsValidPathElement(string s) =>
        !string.IsNullOrEmpty(s) && s[0] != '$' && s.All(c => char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c, StringComparison.Ordinal));

    /// <inheritdoc/>
    public bool Equals(ActorPath? other) =>
        other is not null && Address.Equals(other.Address) && Elements.SequenceEqual(other.Elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, Depth, Name);

    /// <inheritdoc/>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary>For example <c>akka://training/user/learner</c>.</summary>
    public override string ToString() => $"{Address}/{string.Join('/', Elements)}";

    /// <summary>The elements alone, for example <c>/user/learner</c>.</summary>
    public string ToStringWithoutAddress() => "/" + string.Join('/', Elements);

    /// <summary>With <c>#uid</c> at the end where the uid is known.</summary>
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{this}#{Uid}";
}
