using Align.Core;

namespace Align.Rewards.Overlong;

/// <summary>The soft penalty for overlong completions of DAPO: 0 up to L_max − L_buffer tokens, then down in a straight line to −factor at L_max.</summary>
/// <remarks>
/// Yu et al. 2025, arXiv:2503.14476, eq. 13: min(−(n − (L_max − L_buffer))/L_buffer · factor, 0), never below −factor. Differs from verl only
/// beyond the limit, where verl goes on falling; no completion of a stage with that limit gets there. Tokens include the stop token.
/// </remarks>
public sealed class OverlongReward : IReward
{
    private readonly OverlongOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">The buffer is longer than the limit.</exception>
    public OverlongReward(OverlongOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BufferLength > options.MaxCompletionLength)
        {
            throw new ArgumentException($"buffer_length is {options.BufferLength} and max_completion_length {options.MaxCompletionLength}; the buffer lies within the limit.", nameof(options));
        }
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "overlong";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(Penalty(completion.TokenIds.Length, _options)));
    }

    /// <summary>The score of a completion; from −factor to 0.</summary>
    /// <param name="length">Its tokens.</param>
    /// <param name="options">Legal ones.</param>
    public static double Penalty(long length, OverlongOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var exceeding = length - (options.MaxCompletionLength - options.BufferLength);
        return 0 - (Math.Clamp((double)exceeding / options.BufferLength, 0, 1) * options.PenaltyFactor);
    }
}
