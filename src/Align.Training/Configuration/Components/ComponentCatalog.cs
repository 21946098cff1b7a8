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

/// <summary>What a configuration can name: the parts that the composition root has registered.</summary>
public sealed record ComponentCatalog
{
    /// <summary>The environments.</summary>
    public required IReadOnlyList<Component<IEnvironment>> Environments { get; init; }

    /// <summary>The rewards.</summary>
    public required IReadOnlyList<Component<IReward>> Rewards { get; init; }

    /// <summary>The kinds of rewards that users bring along, each under the key that says so.</summary>
    public IReadOnlyList<Component<IRewardSource>> PluginRewards { get; init; } = [];

    /// <summary>The policy losses.</summary>
    public IReadOnlyList<Component<IPolicyLoss>> PolicyLosses { get; init; } = [];

    /// <summary>The advantage estimators.</summary>
    public IReadOnlyList<Component<IAdvantageEstimator>> Advantages { get; init; } = [];

    /// <summary>The prompt selectors.</summary>
    public IReadOnlyList<Component<IPromptSelector>> Selectors { get; init; } = [];

    /// <summary>The rollout allocators.</summary>
    public IReadOnlyList<Component<IRolloutAllocator>> Allocators { get; init; } = [];

    /// <summary>The weightings of tokens in policy losses.</summary>
    public IReadOnlyList<Component<ITokenWeighting>> TokenWeights { get; init; } = [];

    /// <summary>The losses of supervised fine-tuning.</summary>
    public IReadOnlyList<Component<ISupervisedLoss>> SupervisedLosses { get; init; } = [];

    /// <summary>The preference losses.</summary>
    public IReadOnlyList<Component<IPreferenceLoss>> PreferenceLosses { get; init; } = [];

    /// <summary>The environment that a configuration asks for.</summary>
    /// <exception cref="ArgumentException">Its options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">No environment has that name.</exception>
    public IEnvironment CreateEnvironment(EnvironmentConfig config) =>
        Environments.Single(component => component.Name == config.Name).Create(config.Options);

    /// <summary>The user's reward that a configuration asks for; <see langword="null"/> where it asks for one of the program's own.</summary>
    /// <exception cref="PluginRewardException">It cannot be used.</exception>
    public IRewardSource? FindPlugin(RewardConfig config) =>
        PluginRewards.FirstOrDefault(component => component.OptionsType == config.Options.GetType())?.Create(config.Options);

    /// <summary>The reward that a configuration asks for by name, in this process.</summary>
    /// <exception cref="ArgumentException">Its options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">No reward has that name.</exception>
    public IReward CreateReward(RewardConfig config) =>
        Rewards.Single(component => component.Name == config.Name).Create(config.Options);

    /// <summary>The components that a configuration record of <paramref name="type"/> names, with their word in messages; <see langword="null"/> for a record that names none.</summary>
    internal (string Kind, IReadOnlyList<INamedComponent> Components)? NamedBy(Type type) =>
        type == typeof(EnvironmentConfig) ? ("environments", Environments)
        : type == typeof(RewardConfig) ? ("rewards", Rewards)
        : type == typeof(PreferenceLossConfig) ? ("preference losses", PreferenceLosses)
        : type == typeof(PolicyLossConfig) ? ("policy losses", PolicyLosses)
        : type == typeof(SupervisedLossConfig) ? ("supervised losses", SupervisedLosses)
        : type == typeof(AdvantageConfig) ? ("advantage estimators", Advantages)
        : type == typeof(SelectorConfig) ? ("prompt selectors", Selectors)
        : type == typeof(AllocatorConfig) ? ("rollout allocators", Allocators)
        : type == typeof(TokenWeightsConfig) ? ("token weights", TokenWeights)
        : null;
}
