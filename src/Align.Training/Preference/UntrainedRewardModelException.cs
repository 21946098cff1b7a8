using Align.Core;

namespace Align.Training.Preference;

/// <summary>A reward model has never had a finite loss on held-out pairs, so that there is nothing to keep.</summary>
/// <param name="directory">Where it would have been written.</param>
public sealed class UntrainedRewardModelException(string directory)
    : AlignException(
        ExitCode.Numerics,
        "the reward model's loss on held-out pairs was not finite at any evaluation; nothing was written",
        directory,
        "begin again with a lower learning_rate or max_grad_norm");
