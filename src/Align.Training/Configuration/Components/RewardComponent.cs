using Align.Core;

namespace Align.Training.Configuration.Components;

/// <summary>A reward under its name in configuration.</summary>
public sealed class RewardComponent : INamedComponent
{
    private readonly Func<object> _createOptions;
    private readonly Func<object, IReward> _create;

    private RewardComponent(string name, string summary, Type optionsType, Func<object> createOptions, Func<object, IReward> create)
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

    /// <summary>Registers a reward.</summary>
    /// <typeparam name="TOptions">Its options: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="create">Makes it from its options.</param>
    public static RewardComponent Of<TOptions>(string name, string summary, Func<TOptions, IReward> create)
        where TOptions : class, new() =>
        new(name, summary, typeof(TOptions), () => new TOptions(), options => create((TOptions)options));

    /// <inheritdoc/>
    public object CreateDefaultOptions() => _createOptions();

    /// <summary>The reward with the options.</summary>
    public IReward Create(object options) => _create(options);
}
