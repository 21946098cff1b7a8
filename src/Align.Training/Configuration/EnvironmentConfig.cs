using Align.Training.Configuration.Binding;

namespace Align.Training.Configuration;

/// <summary>The environment of a run.</summary>
public sealed record EnvironmentConfig
{
    /// <summary>The environment's registered name.</summary>
    public required string Name { get; init; }

    /// <summary>The environment's own options record, bound from the keys beside <c>name</c>.</summary>
    public required object Options { get; init; }

    /// <summary>Whether names and every option agree.</summary>
    public bool Equals(EnvironmentConfig? other) =>
        other is not null && Name == other.Name && OptionsEquality.AreEqual(Options, other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
