using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration.Components;

namespace Align.Cli.Composition;

/// <summary>Names what exists. A new environment or reward is one line here.</summary>
public static class CompositionRoot
{
    /// <summary>The program as it is shipped.</summary>
    public static AlignComposition Create() => new(
        new ComponentCatalog(
            [
                EnvironmentComponent.Of<ArithmeticOptions>("arithmetic", "sums, differences and products of whole numbers", options => new ArithmeticEnvironment(options)),
            ],
            [
                RewardComponent.Of<ExactMatchOptions>("exact_match", "1 where the completion is the gold answer, else 0", options => new ExactMatchReward(options)),
            ]),
        new TrainingLauncher());
}
