using Align.Core;

namespace Align.Cli.Rewards;

/// <summary>A user's reward under the name that the configuration gives it, the same as in a process of its own.</summary>
internal sealed class NamedReward(string name, IReward reward) : IReward
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        reward.ScoreAsync(prompt, completion, cancellationToken);
}
