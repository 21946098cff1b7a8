namespace Align.Testing;

/// <summary>One law, and how the subject fared.</summary>
/// <param name="Law">The law.</param>
/// <param name="Verdict">Held, broken or not applicable.</param>
/// <param name="Cases">Inputs tried, the failing one included; 0 where the law does not apply.</param>
public sealed record LawOutcome(Law Law, LawVerdict Verdict, int Cases)
{
    /// <summary>Why the law was not checked; <see langword="null"/> where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The smallest failing input; <see langword="null"/> unless the law is broken.</summary>
    public CounterExample? CounterExample { get; init; }
}
