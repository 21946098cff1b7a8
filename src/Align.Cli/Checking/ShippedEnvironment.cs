using Align.Core;
using Align.Training.Configuration.Components;

namespace Align.Cli.Checking;

/// <summary>An environment of this program with its default options, and the reward that its answers are meant for.</summary>
/// <param name="Create">Makes the environment.</param>
/// <param name="Reward">Its reward; <see langword="null"/> where no answer of it is simply right.</param>
internal sealed record ShippedEnvironment(Func<IEnvironment> Create, IReward? Reward)
{
    private static readonly Dictionary<string, string> s_rewards = new(StringComparer.Ordinal)
    {
        ["arithmetic"] = "exact_match",
        ["countdown"] = "countdown",
        ["instructions"] = "instructions",
        ["number_cookbook"] = "number_match",
        ["shortest_path"] = "graph_path",
    };

    /// <summary>Every registered environment that needs no file.</summary>
    public static IEnumerable<ShippedEnvironment> Of(ComponentCatalog catalog) =>
        from environment in catalog.Environments
        where environment.Name != "jsonl"
        let reward = catalog.Rewards.FirstOrDefault(reward => reward.Name == s_rewards.GetValueOrDefault(environment.Name))
        select new ShippedEnvironment(() => environment.Create(environment.CreateDefaultOptions()), reward?.Create(reward.CreateDefaultOptions()));
}
