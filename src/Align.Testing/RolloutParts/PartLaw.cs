using FsCheck;

namespace Align.Testing;

/// <summary>A law of the parts around a policy loss: prompt selectors, rollout allocators, token weightings.</summary>
/// <typeparam name="TPart">The kind of part.</typeparam>
/// <typeparam name="TExample">A managed description of an input.</typeparam>
public sealed class PartLaw<TPart, TExample>
    where TPart : class
{
    private readonly Func<TPart, TExample, LawOptions, string?> _breach;

    internal PartLaw(Law law, Func<TPart, TExample, LawOptions, string?> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    internal Func<TPart, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the part breaks this law on this input. The code of a counter-example calls it.</summary>
    /// <param name="part">Any part; its traits are not asked.</param>
    /// <param name="example">Any input.</param>
    /// <param name="options">Tolerances; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has the numbers.</exception>
    public void Verify(TPart part, TExample example, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (_breach(part, example, options ?? new LawOptions()) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    /// <summary>Runs the laws in order.</summary>
    /// <param name="part">The part, with the options to check.</param>
    /// <param name="laws">The kit.</param>
    /// <param name="inputs">Edge cases and random inputs.</param>
    /// <param name="code">The kit's name and an input as C#.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    internal static LawReport Check(
        TPart part,
        IEnumerable<PartLaw<TPart, TExample>> laws,
        (IEnumerable<TExample> Edges, Arbitrary<TExample> Random) inputs,
        (string Kit, Func<TExample, string> Literal) code,
        LawOptions? options)
    {
        ArgumentNullException.ThrowIfNull(part);
        var chosen = options ?? new LawOptions();
        chosen.Require();
        return LawReport.Of(LiteralCode.New(part), laws.Select(law => (law.Law, (Func<LawOutcome>)(() => law.Run(part, inputs, code, chosen)))));
    }

    private LawOutcome Run(TPart part, (IEnumerable<TExample> Edges, Arbitrary<TExample> Random) inputs, (string Kit, Func<TExample, string> Literal) code, LawOptions options)
    {
        if (Exempts(part) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        return new LawTrial<TExample>
        {
            Law = Law,
            Edges = inputs.Edges,
            Inputs = inputs.Random,
            Breach = example => _breach(part, example, options),
            Code = (example, breach) => LiteralCode.Opening(Law, breach)
                .AppendLine($"var part = {LiteralCode.New(part)};")
                .AppendLine($"{code.Kit}.{Law.Name}.Verify(part, {code.Literal(example)});").ToString(),
        }.Run(options);
    }
}
