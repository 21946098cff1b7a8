namespace Align.Training.Configuration;

/// <summary>The environment of a run.</summary>
public sealed record EnvironmentConfig
{
    /// <summary>The environment's registered name.</summary>
    public required string Name { get; init; }

    /// <summary>The environment's own options record, bound from the keys beside <c>name</c>.</summary>
    public required object Options { get; init; }
}
