using Align.Core;

namespace Align.Training.Verification.Isolation;

/// <summary>The processes of a reward die one after the other without an answer.</summary>
/// <param name="reward">The reward's name.</param>
/// <param name="deaths">How many in a row.</param>
/// <param name="last">What became of the last one.</param>
public sealed class RewardWorkersLostException(string reward, int deaths, RewardFault last)
    : AlignException(
        ExitCode.Fleet,
        FormattableString.Invariant($"{deaths} workers of reward '{reward}' died in a row without an answer; the last one: {last?.Message}"),
        $"rewards, {reward}",
        "see what its last words say, start the reward by hand, or raise its limits; align resume DIR goes on from the last checkpoint")
{
    /// <summary>The reward's name.</summary>
    public string Reward { get; } = reward;
}
