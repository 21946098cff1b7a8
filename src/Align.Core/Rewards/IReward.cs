namespace Align.Core;

/// <summary>Judges one completion. The whole surface that a reward author has to know.</summary>
/// <remarks>
/// A reward may throw, hang or return a non-number: the framework turns each of these into
/// <see cref="RewardOutcome.Unscorable"/>, which leaves the group and is never trained on as a zero.
/// Implementations are called concurrently and hold no state between calls.
/// </remarks>
public interface IReward
{
    /// <summary>The name under which metrics report it (<c>rewards/{name}/mean</c>); snake_case.</summary>
    string Name { get; }

    /// <summary>Judges <paramref name="completion"/> as an answer to <paramref name="prompt"/>.</summary>
    /// <param name="prompt">The prompt, with its gold answer where it has one.</param>
    /// <param name="completion">The policy's answer.</param>
    /// <param name="cancellationToken">Cancelled at the reward's deadline.</param>
    ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken);
}
