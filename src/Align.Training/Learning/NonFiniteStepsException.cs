using Align.Core;

namespace Align.Training.Learning;

/// <summary>Loss or gradient was not finite for too many steps in a row; the weights are those before the first of them.</summary>
public sealed class NonFiniteStepsException(string replayPath, int steps)
    : AlignException(
        ExitCode.Numerics,
        $"loss or gradient was NaN or infinite in {steps} optimizer steps in a row; every one of them was skipped",
        replayPath,
        "the last batch lies at that path; lower learning_rate or max_grad_norm, or look into the rewards, and use align resume")
{
    /// <summary>The batch, as JSON.</summary>
    public string ReplayPath { get; } = replayPath;
}
