using Align.Core;

namespace Align.Training.Configuration.Components;

/// <summary>An environment under its name in configuration.</summary>
public sealed class EnvironmentComponent : INamedComponent
{
    private readonly Func<object> _createOptions;
    private readonly Func<object, IEnvironment> _create;

    private EnvironmentComponent(string name, string summary, Type optionsType, Func<object> createOptions, Func<object, IEnvironment> create)
    {
        (Name, Summary, OptionsType) = (name, summary, optionsType);
        (_createOptions, _create) = (createOptions, create);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Summary { get; }

    /// <inheritdoc/>
    public Type OptionsType { get; }

    /// <summary>Registers an environment.</summary>
    /// <typeparam name="TOptions">Its options: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="create">Makes it from its options.</param>
    public static EnvironmentComponent Of<TOptions>(string name, string summary, Func<TOptions, IEnvironment> create)
        where TOptions : class, new() =>
        new(name, summary, typeof(TOptions), () => new TOptions(), options => create((TOptions)options));

    /// <inheritdoc/>
    public object CreateDefaultOptions() => _createOptions();

    /// <summary>The environment with the options.</summary>
    public IEnvironment Create(object options) => _create(options);
}
