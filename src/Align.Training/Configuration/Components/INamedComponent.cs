namespace Align.Training.Configuration.Components;

/// <summary>An environment, a reward, a loss or another part under its name in configuration.</summary>
public interface INamedComponent
{
    /// <summary>The name; snake_case.</summary>
    string Name { get; }

    /// <summary>One line for <c>align list</c>.</summary>
    string Summary { get; }

    /// <summary>The paper or library that it comes from; <see langword="null"/> where it is this project's own.</summary>
    string? Source { get; }

    /// <summary>The type of its options record.</summary>
    Type OptionsType { get; }

    /// <summary>An options record with every default.</summary>
    object CreateDefaultOptions();
}
