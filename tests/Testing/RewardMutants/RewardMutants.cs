using Align.Core;

namespace Align.Tests.Testing.RewardMutants;

/// <summary>NaN for an empty answer: 0/0.</summary>
public sealed class NaNReward : IReward
{
    public string Name => "share_of_digits";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new RewardOutcome.Scored((double)completion.Text.Count(char.IsAsciiDigit) / completion.Text.Length));
    }
}

/// <summary>Takes for granted that every answer is a number.</summary>
public sealed class ParsingReward : IReward
{
    public string Name => "number";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new RewardOutcome.Scored(int.Parse(completion.Text, System.Globalization.CultureInfo.InvariantCulture)));
    }
}

/// <summary>Counts its calls.</summary>
public sealed class CountingReward : IReward
{
    private int _calls;

    public string Name => "counting";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new RewardOutcome.Scored(Interlocked.Increment(ref _calls)));
    }
}

/// <summary>Likes an answer less when it has seen a longer one.</summary>
public sealed class ComparingReward : IReward
{
    private readonly object _gate = new();
    private int _longest;

    public string Name => "comparing";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _longest = Math.Max(_longest, completion.Text.Length);
            return new(new RewardOutcome.Scored((1.0 + completion.Text.Length) / (1 + _longest)));
        }
    }
}

/// <summary>Works in a field that all calls share.</summary>
public sealed class SharedFieldReward : IReward
{
    private int _working;

    public string Name => "shared_field";

    public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var among = Interlocked.Increment(ref _working);
        for (var i = 0; i < 200; i++)
        {
            await Task.Yield();
        }
        Interlocked.Decrement(ref _working);
        return new RewardOutcome.Scored(among);
    }
}

/// <summary>Never looks at its deadline.</summary>
public sealed class DeafReward : IReward
{
    public string Name => "deaf";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        new(new RewardOutcome.Scored(completion.Text.Length));
}
