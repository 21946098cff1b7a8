using Align.Core;
using Align.Training.Verification;

namespace Align.Cli.Rewards;

/// <summary>A user's reward under the name that the configuration gives it, the same as in a process of its own.</summary>
internal sealed class NamedReward(string name, IReward reward) : IAnswerNaming
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IAnswerExtractor? Answers => reward as IAnswerExtractor;

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        reward.ScoreAsync(prompt, completion, cancellationToken);
}
