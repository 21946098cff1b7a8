using Align.Core;

namespace Align.Testing;

/// <summary>What can be wrong with a reward.</summary>
internal static class RewardBreaches
{
    public static async Task<string?> Verdict(IReward reward, RewardCase example, RewardLawOptions options) => await Score(reward, example) switch
    {
        null => "It returned null.",
        RewardOutcome.Scored scored => Closeness.NotFinite("the score", [scored.Value]),
        _ => null,
    };

    public static async Task<string?> Deterministic(IReward reward, RewardCase example, RewardLawOptions options) =>
        Difference(await Score(reward, example), await Score(reward, example), "the second call");

    public static async Task<string?> OrderIndependent(IReward reward, RewardCase example, RewardLawOptions options)
    {
        var before = await Score(reward, example);
        foreach (var other in new[] { "", "x", example.Text + example.Text })
        {
            await Score(reward, example with { Text = other });
        }
        return Difference(before, await Score(reward, example), "a call after calls with other answers");
    }

    public static async Task<string?> Concurrent(IReward reward, RewardCase example, RewardLawOptions options)
    {
        var other = example with { Text = example.Text + " and more" };
        var (alone, otherAlone) = (await Score(reward, example), await Score(reward, other));
        var together = await Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(i => Task.Run(async () => await Score(reward, i % 2 == 0 ? example : other))));
        return together.Select((outcome, i) => Difference(i % 2 == 0 ? alone : otherAlone, outcome, $"one of {options.Concurrency} calls at the same time")).FirstOrDefault(found => found is not null);
    }

    public static async Task<string?> Cancellation(IReward reward, RewardCase example, RewardLawOptions options)
    {
        try
        {
            var outcome = await reward.ScoreAsync(example.Prompt, example.Completion, new CancellationToken(canceled: true));
            return $"A call that was cancelled before it began gave a verdict: {Text(outcome)}.";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public static async Task<string?> Bounded(IReward reward, RewardCase example, RewardLawOptions options)
    {
        if (await Score(reward, example) is not RewardOutcome.Scored scored)
        {
            return null;
        }
        return scored.Value < options.Minimum || scored.Value > options.Maximum
            ? $"The score is {Closeness.Text(scored.Value)}; the bounds are {Bound(options.Minimum)} and {Bound(options.Maximum)}."
            : null;
    }

    private static async Task<RewardOutcome> Score(IReward reward, RewardCase example) => await reward.ScoreAsync(example.Prompt, example.Completion, CancellationToken.None);

    private static string? Difference(RewardOutcome expected, RewardOutcome got, string call)
    {
        var same = (expected, got) switch
        {
            (RewardOutcome.Scored left, RewardOutcome.Scored right) => left.Value.Equals(right.Value),
            _ => expected?.GetType() == got?.GetType(),
        };
        return same ? null : $"The verdict of {call} is {Text(got)}; expected {Text(expected)}.";
    }

    private static string Text(RewardOutcome? outcome) => outcome switch
    {
        null => "null",
        RewardOutcome.Scored scored => Closeness.Text(scored.Value),
        _ => outcome.GetType().Name,
    };

    private static string Bound(double? value) => value is { } number ? Closeness.Text(number) : "none";
}
