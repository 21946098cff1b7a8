using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>One law put to one subject: edge cases first, then random inputs; the first that fails is made as small as it goes.</summary>
/// <typeparam name="TExample">A managed description of an input.</typeparam>
internal sealed record LawTrial<TExample>
{
    private const int GeneratorSize = 10;

    public required Law Law { get; init; }

    /// <summary>Inputs that are always tried.</summary>
    public required IEnumerable<TExample> Edges { get; init; }

    /// <summary>Random inputs, and what is simpler than one.</summary>
    public required Arbitrary<TExample> Inputs { get; init; }

    /// <summary>What is wrong, or <see langword="null"/>.</summary>
    public required Func<TExample, string?> Breach { get; init; }

    /// <summary>The input as C#, with what is wrong as a comment.</summary>
    public required Func<TExample, string, string> Code { get; init; }

    public LawOutcome Run(LawOptions options)
    {
        var tried = 0;
        foreach (var example in Edges.Concat(Random(options)))
        {
            tried++;
            if (BreachOf(example) is { } breach)
            {
                return new LawOutcome(Law, LawVerdict.Broken, tried) { CounterExample = Smallest(example, breach, options) };
            }
        }
        return new LawOutcome(Law, LawVerdict.Held, tried);
    }

    private TExample[] Random(LawOptions options) =>
        options.Cases == 0 ? [] : Inputs.Generator.Sample(options.Cases, new Rnd(unchecked((ulong)options.Seed), 1), GeneratorSize);

    private CounterExample Smallest(TExample example, string breach, LawOptions options)
    {
        var (shrinks, attempts) = (0, 0);
        var candidates = Inputs.Shrinker(example).GetEnumerator();
        while (attempts < options.MaxShrinkAttempts && candidates.MoveNext())
        {
            attempts++;
            var candidate = candidates.Current;
            if (BreachOf(candidate) is not { } smaller)
            {
                continue;
            }
            (example, breach, shrinks) = (candidate, smaller, shrinks + 1);
            candidates.Dispose();
            candidates = Inputs.Shrinker(example).GetEnumerator();
        }
        candidates.Dispose();
        return new CounterExample(breach, Code(example, breach), shrinks);
    }

    private string? BreachOf(TExample example)
    {
        try
        {
            return Breach(example);
        }
        // The subject is somebody else's code: whatever it throws on a legal input is a finding, not a fault of the check.
        catch (Exception exception)
        {
            return $"It threw {exception.GetType().Name}: {exception.Message}";
        }
    }
}
