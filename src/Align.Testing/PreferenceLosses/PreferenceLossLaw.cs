using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;

namespace Align.Testing;

/// <summary>A law of preference losses. Those there are: the members of <see cref="PreferenceLossLaws"/>.</summary>
public sealed class PreferenceLossLaw
{
    private readonly Func<PreferenceTrial, PreferenceBatch, string?> _breach;

    /// <summary>Creates a law.</summary>
    /// <param name="law">Name, statement, condition and source.</param>
    /// <param name="breach">What is wrong with a loss on a batch; <see langword="null"/> where nothing is.</param>
    internal PreferenceLossLaw(Law law, Func<PreferenceTrial, PreferenceBatch, string?> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    /// <summary>The batches that it speaks of.</summary>
    public PreferenceDomain Domain { get; init; } = PreferenceDomain.Moderate;

    /// <summary>Why it does not apply to a loss of these traits; <see langword="null"/> where it does.</summary>
    internal Func<LossTraits, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the loss breaks this law on this batch. The code of a counter-example calls it.</summary>
    /// <param name="loss">Any loss; its traits are not asked.</param>
    /// <param name="batch">Any batch; not changed.</param>
    /// <param name="options">Tolerances and seed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has the numbers.</exception>
    public void Verify(IPreferenceLoss loss, PreferenceBatch batch, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = torch.NewDisposeScope();
        if (_breach(new PreferenceTrial(loss, options ?? new LawOptions()), batch) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    internal LawOutcome Run(IPreferenceLoss loss, LawOptions options)
    {
        var traits = loss.Traits;
        if (Exempts(traits) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        var subject = new PreferenceTrial(loss, options);
        return new LawTrial<PreferenceExample>
        {
            Law = Law,
            Edges = PreferenceEdges.Of(traits, Domain),
            Inputs = PreferenceGenerators.Batches(traits, Domain),
            Breach = example => BreachOf(subject, example),
            Code = (example, breach) => PreferenceCode.Of(Law, loss, example, breach),
        }.Run(options);
    }

    private string? BreachOf(PreferenceTrial subject, PreferenceExample example)
    {
        using var scope = torch.NewDisposeScope();
        return _breach(subject, example.ToBatch());
    }
}
