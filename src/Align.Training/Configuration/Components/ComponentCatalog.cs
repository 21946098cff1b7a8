using Align.Core;

namespace Align.Training.Configuration.Components;

/// <summary>What a configuration can name: the environments and rewards that the composition root has registered.</summary>
/// <param name="Environments">The environments.</param>
/// <param name="Rewards">The rewards.</param>
public sealed record ComponentCatalog(
    IReadOnlyList<EnvironmentComponent> Environments,
    IReadOnlyList<RewardComponent> Rewards)
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
}
