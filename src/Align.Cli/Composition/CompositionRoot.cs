using Align.Algorithms.PreferenceLosses;
using Align.Envs.Arithmetic;
using Align.Rewards.ExactMatch;
using Align.Training.Configuration.Components;

namespace Align.Cli.Composition;

/// <summary>Names what exists. A new environment, reward or loss is one line here.</summary>
public static class CompositionRoot
{
    /// <summary>The program as it is shipped.</summary>
    public static AlignComposition Create() => new(
        new ComponentCatalog
        {
            Environments =
            [
                Component.Environment<ArithmeticOptions>("arithmetic", "sums, differences and products of whole numbers", options => new ArithmeticEnvironment(options)),
            ],
            Rewards =
            [
                Component.Reward<ExactMatchOptions>("exact_match", "1 where the completion is the gold answer, else 0", options => new ExactMatchReward(options)),
            ],
            PreferenceLosses =
            [
                Component.PreferenceLoss<DpoLoss>("dpo", "negative log-sigmoid of the implicit reward margin", "arXiv:2305.18290"),
            ],
        },
        new TrainingLauncher());
}
