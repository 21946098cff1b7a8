namespace Align.Testing;

/// <summary>Every law of a kit, and how the subject fared.</summary>
/// <param name="Subject">What was checked.</param>
/// <param name="Outcomes">Law by law, in the kit's order.</param>
public sealed record LawReport(string Subject, IReadOnlyList<LawOutcome> Outcomes)
{
    /// <summary>No law is broken.</summary>
    public bool Holds => Broken.Count == 0;

    /// <summary>The broken laws.</summary>
    public IReadOnlyList<LawOutcome> Broken => [.. Outcomes.Where(outcome => outcome.Verdict == LawVerdict.Broken)];

    /// <summary>Throws unless every law holds.</summary>
    /// <returns>The report itself.</returns>
    /// <exception cref="LawBrokenException">Some laws are broken; the message names each with its smallest counter-example.</exception>
    public LawReport OrThrow() => Holds ? this : throw new LawBrokenException(this);

    /// <summary>Runs the laws in order. Where the first one, on which the others rest, is broken, the others are not tried.</summary>
    internal static LawReport Of(string subject, IEnumerable<(Law Law, Func<LawOutcome> Run)> laws)
    {
        var outcomes = new List<LawOutcome>();
        foreach (var (law, run) in laws)
        {
            var rests = outcomes.FirstOrDefault() is { Verdict: LawVerdict.Broken } first ? first.Law : null;
            outcomes.Add(rests is null ? run() : NotTried(law, rests));
        }
        return new LawReport(subject, outcomes);
    }

    /// <summary>A law that says nothing while the one that it rests on is broken.</summary>
    internal static LawOutcome NotTried(Law law, Law broken) => new(law, LawVerdict.NotApplicable, 0) { Reason = $"not tried: {broken.Name} is broken" };

    /// <summary>A table of the laws, then each broken law with its counter-example.</summary>
    public override string ToString() => LawReportText.Of(this);
}
