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
        var exceeding = completion.TokenIds.Length - (_options.MaxCompletionLength - _options.BufferLength);
        var share = Math.Clamp((double)exceeding / _options.BufferLength, 0, 1);
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(0 - (share * _options.PenaltyFactor)));
    }
}
