using Align.Algorithms;
using Align.Algorithms.PolicyLosses;

namespace Align.Testing;

/// <summary>A law of policy losses. Those there are: the members of <see cref="PolicyLossLaws"/>.</summary>
public sealed class PolicyLossLaw
{
    private readonly Func<PolicyTrial, PolicyTokens, string?> _breach;

    /// <summary>Creates a law.</summary>
    /// <param name="law">Name, statement, condition and source.</param>
    /// <param name="breach">What is wrong with a loss on a batch; <see langword="null"/> where nothing is.</param>
    internal PolicyLossLaw(Law law, Func<PolicyTrial, PolicyTokens, string?> breach) => (Law, _breach) = (law, breach);

    /// <summary>Name, statement, condition and source.</summary>
    public Law Law { get; }

    /// <summary>The batches that it speaks of.</summary>
    public PolicyDomain Domain { get; init; } = PolicyDomain.Moderate;

    /// <summary>Why it does not apply to a loss of these traits; <see langword="null"/> where it does.</summary>
    internal Func<LossTraits, string?> Exempts { get; init; } = static _ => null;

    /// <summary>Throws where the loss breaks this law on this batch. The code of a counter-example calls it.</summary>
    /// <param name="loss">Any loss; its traits are not asked.</param>
    /// <param name="tokens">Any batch; not changed.</param>
    /// <param name="options">Tolerances and seed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="InvalidOperationException">The law is broken; the message has the numbers.</exception>
    public void Verify(IPolicyLoss loss, PolicyTokens tokens, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(tokens);
        using var scope = torch.NewDisposeScope();
        if (_breach(new PolicyTrial(loss, options ?? new LawOptions()), tokens) is { } breach)
        {
            throw new InvalidOperationException($"{Law.Name}: {Law.Statement} {breach}");
        }
    }

    internal LawOutcome Run(IPolicyLoss loss, LawOptions options)
    {
        var traits = loss.Traits;
        if (Exempts(traits) is { } reason)
        {
            return new LawOutcome(Law, LawVerdict.NotApplicable, 0) { Reason = reason };
        }
        var subject = new PolicyTrial(loss, options);
        return new LawTrial<PolicyExample>
        {
            Law = Law,
            Edges = PolicyEdges.Of(Domain),
            Inputs = PolicyGenerators.Batches(Domain),
            Breach = example => BreachOf(subject, example),
            Code = (example, breach) => PolicyCode.Of(Law, loss, example, breach),
        }.Run(options);
    }

    private string? BreachOf(PolicyTrial subject, PolicyExample example)
    {
        using var scope = torch.NewDisposeScope();
        return _breach(subject, example.ToTokens());
    }
}
