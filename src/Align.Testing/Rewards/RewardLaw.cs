using Align.Core;

namespace Align.Testing;

/// <summary>A law of rewards. Those there are: the members of <see cref="RewardLaws"/>.</summary>
public sealed class RewardLaw
{
    private readonly Func<IReward, RewardCase, RewardLawOptions, Task<string?>> _breach;

    internal RewardLaw(Law law, Func<IReward, RewardCase, RewardLawOptions, Task<string?>> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    internal Func<RewardLawOptions, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the reward breaks this law on this case. The code of a counter-example calls it.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="example">The prompt and the answer.</param>
    /// <param name="options">Bounds and concurrency; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has what came.</exception>
    public async Task VerifyAsync(IReward reward, RewardCase example, RewardLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(example);
        if (await _breach(reward, example, options ?? new RewardLawOptions()) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    internal async Task<LawOutcome> RunAsync(IReward reward, IReadOnlyList<RewardCase> cases, RewardLawOptions options)
    {
        if (Exempts(options) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        for (var i = 0; i < cases.Count; i++)
        {
            if (await BreachOf(reward, cases[i], options) is { } breach)
            {
                return new LawOutcome(Law, LawVerdict.Broken, i + 1) { CounterExample = await Smallest(reward, cases[i], breach, options) };
            }
        }
        return new LawOutcome(Law, LawVerdict.Held, cases.Count);
    }

    private async Task<CounterExample> Smallest(IReward reward, RewardCase example, string breach, RewardLawOptions options)
    {
        var shrinks = 0;
        while (await Simpler(reward, example, options) is { } simpler)
        {
            (example, breach, shrinks) = (simpler.Example, simpler.Breach, shrinks + 1);
        }
        return new CounterExample(breach, example.Code(Law, reward, breach), shrinks);
    }

    private async Task<(RewardCase Example, string Breach)?> Simpler(IReward reward, RewardCase example, RewardLawOptions options)
    {
        var text = example.Text;
        string[] candidates = text.Length == 0 ? [] : ["", text[..(text.Length / 2)], text[(text.Length / 2)..], text[..^1], text[1..]];
        foreach (var candidate in candidates.Where(candidate => candidate.Length < text.Length).Select(candidate => example with { Text = candidate }))
        {
            if (await BreachOf(reward, candidate, options) is { } breach)
            {
                return (candidate, breach);
            }
        }
        return null;
    }

    private async Task<string?> BreachOf(IReward reward, RewardCase example, RewardLawOptions options)
    {
        try
        {
            return await _breach(reward, example, options);
        }
        // The reward is somebody else's code: whatever it throws on a legal input is a finding, not a fault of the check.
        catch (Exception exception)
        {
            return $"It threw {exception.GetType().Name}: {exception.Message}";
        }
    }
}
