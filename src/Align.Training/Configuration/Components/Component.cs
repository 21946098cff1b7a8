using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.SupervisedLosses;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Training.Verification;

namespace Align.Training.Configuration.Components;

/// <summary>A part under its name in configuration.</summary>
/// <typeparam name="TPart">What it is.</typeparam>
public sealed class Component<TPart> : INamedComponent
    where TPart : class
{
    private readonly Func<object> _createOptions;
    private readonly Func<object, TPart> _create;

    internal Component(string name, string summary, Type optionsType, Func<object> createOptions, Func<object, TPart> create)
    {
        (Name, Summary, OptionsType) = (name, summary, optionsType);
        (_createOptions, _create) = (createOptions, create);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Summary { get; }

    /// <inheritdoc/>
    public string? Source { get; init; }

    /// <inheritdoc/>
    public Type OptionsType { get; }

    /// <inheritdoc/>
    public object CreateDefaultOptions() => _createOptions();

    /// <summary>The part with the options.</summary>
    public TPart Create(object options) => _create(options);
}

/// <summary>Registers parts.</summary>
public static class Component
{
    /// <summary>An environment.</summary>
    /// <typeparam name="TOptions">Its options: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="create">Makes it from its options.</param>
    public static Component<IEnvironment> Environment<TOptions>(string name, string summary, Func<TOptions, IEnvironment> create)
        where TOptions : class, new() => Of(name, summary, create);

    /// <summary>A reward.</summary>
    /// <typeparam name="TOptions">Its options: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="create">Makes it from its options.</param>
    public static Component<IReward> Reward<TOptions>(string name, string summary, Func<TOptions, IReward> create)
        where TOptions : class, new() => Of(name, summary, create);

    /// <summary>A kind of reward that users bring along.</summary>
    /// <typeparam name="TOptions">Its options; the key that says the kind is one of them.</typeparam>
    /// <param name="name">The key.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="create">Finds the reward.</param>
    public static Component<IRewardSource> PluginReward<TOptions>(string name, string summary, Func<TOptions, IRewardSource> create)
        where TOptions : class, new() => Of(name, summary, create);

    /// <summary>A policy loss; its own properties are its options.</summary>
    /// <typeparam name="TLoss">The loss: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:1707.06347</c>, or the library that it comes from.</param>
    public static Component<IPolicyLoss> PolicyLoss<TLoss>(string name, string summary, string source)
        where TLoss : class, IPolicyLoss, new() => Own<IPolicyLoss, TLoss>(name, summary, source);

    /// <summary>An advantage estimator; its own properties are its options.</summary>
    /// <typeparam name="TEstimator">The estimator: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2402.03300</c>, or the library that it comes from.</param>
    public static Component<IAdvantageEstimator> Advantage<TEstimator>(string name, string summary, string source)
        where TEstimator : class, IAdvantageEstimator, new() => Own<IAdvantageEstimator, TEstimator>(name, summary, source);

    /// <summary>A prompt selector; its own properties are its options.</summary>
    /// <typeparam name="TSelector">The selector: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2507.04632</c>; <see langword="null"/> where it is this project's own.</param>
    public static Component<IPromptSelector> PromptSelector<TSelector>(string name, string summary, string? source)
        where TSelector : class, IPromptSelector, new() => Own<IPromptSelector, TSelector>(name, summary, source);

    /// <summary>A rollout allocator; its own properties are its options.</summary>
    /// <typeparam name="TAllocator">The allocator: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2508.13755</c>; <see langword="null"/> where it is this project's own.</param>
    public static Component<IRolloutAllocator> RolloutAllocator<TAllocator>(string name, string summary, string? source)
        where TAllocator : class, IRolloutAllocator, new() => Own<IRolloutAllocator, TAllocator>(name, summary, source);

    /// <summary>A token weighting; its own properties are its options.</summary>
    /// <typeparam name="TWeighting">The weighting: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2510.10150</c>; <see langword="null"/> where it is this project's own.</param>
    public static Component<ITokenWeighting> TokenWeighting<TWeighting>(string name, string summary, string? source)
        where TWeighting : class, ITokenWeighting, new() => Own<ITokenWeighting, TWeighting>(name, summary, source);

    /// <summary>A loss of supervised fine-tuning; its own properties are its options.</summary>
    /// <typeparam name="TLoss">The loss: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2508.05629</c>, or the library that it comes from.</param>
    public static Component<ISupervisedLoss> SupervisedLoss<TLoss>(string name, string summary, string source)
        where TLoss : class, ISupervisedLoss, new() => Own<ISupervisedLoss, TLoss>(name, summary, source);

    /// <summary>A preference loss; its own properties are its options.</summary>
    /// <typeparam name="TLoss">The loss: a record whose properties carry defaults and validation attributes.</typeparam>
    /// <param name="name">The name in configuration.</param>
    /// <param name="summary">One line for <c>align list</c>.</param>
    /// <param name="source">The paper, such as <c>arXiv:2305.18290</c>, or the library that it comes from.</param>
    public static Component<IPreferenceLoss> PreferenceLoss<TLoss>(string name, string summary, string source)
        where TLoss : class, IPreferenceLoss, new() => Own<IPreferenceLoss, TLoss>(name, summary, source);

    private static Component<TPart> Own<TPart, TOwn>(string name, string summary, string? source)
        where TPart : class
        where TOwn : class, TPart, new() =>
        new(name, summary, typeof(TOwn), () => new TOwn(), options => (TOwn)options) { Source = source };

    private static Component<TPart> Of<TPart, TOptions>(string name, string summary, Func<TOptions, TPart> create)
        where TPart : class
        where TOptions : class, new() =>
        new(name, summary, typeof(TOptions), () => new TOptions(), options => create((TOptions)options));
}
