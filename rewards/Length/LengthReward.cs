using Align.Core;

namespace Align.Rewards.Length;

/// <summary>1 for a completion of a liked length, falling to 0 for one that is too long or too short.</summary>
/// <remarks>n tokens score 1 for min ≤ n ≤ target, f((max − n)/(max − target)) above and f(n/min) below, with f(x) = x or (1 − cos πx)/2, and 0 from max on.</remarks>
public sealed class LengthReward : IReward
{
    private readonly LengthOptions _options;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">The least, the target and the maximum are not in this order.</exception>
    public LengthReward(LengthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Max <= options.Target || options.Min > options.Target)
        {
            throw new ArgumentException($"min is {options.Min}, target {options.Target} and max {options.Max}; they must be in this order, max above target.", nameof(options));
        }
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "length";

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<RewardOutcome>(new RewardOutcome.Scored(Score(completion.TokenIds.Length)));
    }

    private double Score(int length) =>
        length < _options.Min ? Shaped((double)length / _options.Min)
        : length <= _options.Target ? 1
        : length >= _options.Max ? 0
        : Shaped((double)(_options.Max - length) / (_options.Max - _options.Target));

    private double Shaped(double share) => _options.Shape == LengthShape.Cosine ? (1 - Math.Cos(Math.PI * share)) / 2 : share;
}
