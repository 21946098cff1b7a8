namespace Align.Actors;

/// <summary>Where an actor system lives: protocol and name. This runtime is local, so there is no host.</summary>
/// <param name="protocol"><c>akka</c> for local systems.</param>
/// <param name="system">The name of the system.</param>
public sealed class Address(string protocol, string system) : IEquatable<Address>
{
    /// <summary>The protocol, <c>akka</c>.</summary>
    public string Protocol { get; } = protocol;

    /// <summary>The name of the system.</summary>
    public string System { get; } = system;

    /// <inheritdoc/>
    public bool Equals(Address? other) => other is not null && Protocol == other.Protocol && System == other.System;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Address);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Protocol, System);

    /// <summary>For example <c>akka://training</c>.</summary>
    public override string ToString() => $"{Protocol}://{System}";
}
