using Align.Core;

namespace Align.Training.Configuration.Components;

/// <summary>What a configuration can name: the environments, rewards and model presets that the composition root has registered.</summary>
/// <param name="Environments">The environments.</param>
/// <param name="Rewards">The rewards.</param>
/// <param name="Presets">The model presets.</param>
public sealed record ComponentCatalog(
    IReadOnlyList<EnvironmentComponent> Environments,
    IReadOnlyList<RewardComponent> Rewards,
    IReadOnlyList<ModelPreset> Presets)
{
    /// <summary>The environment that a configuration asks for.</summary>
    /// <exception cref="ArgumentException">Its options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">No environment has that name.</exception>
    public IEnvironment CreateEnvironment(EnvironmentConfig config) =>
        Environments.Single(component => component.Name == config.Name).Create(config.Options);

    /// <summary>The reward that a configuration asks for.</summary>
    /// <exception cref="ArgumentException">Its options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">No reward has that name.</exception>
    public IReward CreateReward(RewardConfig config) =>
        Rewards.Single(component => component.Name == config.Name).Create(config.Options);

    /// <summary>The preset of that name, or <see langword="null"/>.</summary>
    public ModelPreset? FindPreset(string name) => Presets.FirstOrDefault(preset => preset.Name == name);
}

/// <summary>An environment or a reward under its name in configuration.</summary>
public interface INamedComponent
{
    /// <summary>The name; snake_case.</summary>
    string Name { get; }

    /// <summary>One line for <c>align list</c>.</summary>
    string Summary { get; }

    /// <summary>The type of its options record.</summary>
    Type OptionsType { get; }

    /// <summary>An options record with every default.</summary>
    object CreateDefaultOptions();
}

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

/// <summary>A named architecture.</summary>
/// <param name="Name">The name in configuration.</param>
/// <param name="Summary">One line for <c>align list</c>.</param>
/// <param name="Shape">Its sizes.</param>
public sealed record ModelPreset(string Name, string Summary, ModelShape Shape);
