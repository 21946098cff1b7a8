using Align.Core;

namespace Align.Testing;

/// <summary>A law of environments. Those there are: the members of <see cref="EnvironmentLaws"/>.</summary>
public sealed class EnvironmentLaw
{
    private readonly Func<EnvironmentTrial, Task<EnvironmentBreach?>> _breach;

    internal EnvironmentLaw(Law law, Func<EnvironmentTrial, Task<EnvironmentBreach?>> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    internal Func<EnvironmentTrial, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the environment breaks this law. The code of a counter-example calls it.</summary>
    /// <param name="create">Makes the environment; called more than once.</param>
    /// <param name="options">Number of prompts, the reward, the oracle; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has what came.</exception>
    public async Task VerifyAsync(Func<IEnvironment> create, EnvironmentLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (await _breach(new EnvironmentTrial(create, options ?? new EnvironmentLawOptions())) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach.Text}");
        }
    }

    internal async Task<LawOutcome> RunAsync(EnvironmentTrial trial)
    {
        try
        {
            return Exempts(trial) is { } reason
                ? new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason }
                : Outcome(trial, await _breach(trial));
        }
        // The environment, its reward and the oracle are somebody else's code: whatever they throw on a legal input is a finding, not a fault of the check.
        catch (Exception exception)
        {
            return Outcome(trial, new EnvironmentBreach($"It threw {exception.GetType().Name}: {exception.Message}", PromptSplit.Train, 0));
        }
    }

    private LawOutcome Outcome(EnvironmentTrial trial, EnvironmentBreach? breach)
    {
        var cases = EnvironmentTrial.Splits.Sum(split => trial.Indices(split).Length);
        return breach is null
            ? new LawOutcome(Law, LawVerdict.Held, cases)
            : new LawOutcome(Law, LawVerdict.Broken, cases) { CounterExample = new CounterExample(breach.Text, Code(trial.Environment, breach), 0) };
    }

    private string Code(IEnvironment environment, EnvironmentBreach breach) => LiteralCode.Opening(Law, breach.Text)
        .AppendLine($"var environment = {LiteralCode.New(environment)};")
        .AppendLine($"var prompt = environment.CreatePrompt(PromptSplit.{breach.Split}, {breach.Index});")
        .AppendLine($"await EnvironmentLaws.{Law.Name}.VerifyAsync(() => {LiteralCode.New(environment)}, options);")
        .ToString();
}
