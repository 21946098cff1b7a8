using System.Globalization;

namespace Align.Core;

/// <summary>Combines what several rewards said of one completion: Σ wᵢ·rᵢ over the rewards that apply.</summary>
/// <remarks>
/// The weights are not renormalized where a term is dropped, so that a reward means the same on every prompt.
/// The rules, in order:
/// <list type="number">
/// <item>Any <see cref="RewardOutcome.Unscorable"/>, or a score that is NaN or infinite, makes the total unscorable, at weight 0 too:
/// a reward that is broken is a fault, not a smaller number. The first fault in the order of the terms is the one reported; the others go with it.</item>
/// <item>A <see cref="RewardOutcome.Skipped"/> drops its term. So does a gate that is closed: its reward scores less than the threshold, or does not apply.</item>
/// <item>Where every term is dropped, or there is none, the total is <see cref="RewardOutcome.Skipped"/>.</item>
/// </list>
/// </remarks>
public static class WeightedSum
{
    /// <summary>The total of <paramref name="terms"/>; its details name each scored reward with its own, unweighted score.</summary>
    /// <param name="terms">The rewards' verdicts; names are distinct, weights are finite.</param>
    /// <exception cref="ArgumentException">A weight is not finite, two terms have one name, or a gate is no other term, or one that has a gate.</exception>
    public static RewardOutcome Combine(IReadOnlyList<WeightedOutcome> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        RequireSound(terms);
        RewardFault[] faults = [.. terms.Select(FaultOf).OfType<RewardFault>()];
        return faults.Length == 0
            ? Total([.. terms.Select(term => Gated(term, terms))])
            : new RewardOutcome.Unscorable(faults[0]) { Others = [.. faults[1..]] };
    }

    private static WeightedOutcome Gated(WeightedOutcome term, IReadOnlyList<WeightedOutcome> terms)
    {
        if (term.Gate is not { } gate)
        {
            return term;
        }
        var isOpen = terms.First(other => other.Name == gate.Name).Outcome is RewardOutcome.Scored scored && scored.Value >= gate.Threshold;
        return isOpen ? term : term with { Outcome = new RewardOutcome.Skipped($"its gate {gate.Name} is closed") };
    }

    private static RewardOutcome Total(IReadOnlyList<WeightedOutcome> terms)
    {
        var total = 0.0;
        var scores = new Dictionary<string, double>();
        foreach (var term in terms)
        {
            if (term.Outcome is RewardOutcome.Scored scored)
            {
                total += term.Weight * scored.Value;
                scores.Add(term.Name, scored.Value);
            }
        }
        return scores.Count == 0 ? NoneApplies(terms)
            : double.IsFinite(total) ? new RewardOutcome.Scored(total, scores)
            : NotFinite("the weighted sum of the rewards", total);
    }

    private static RewardFault? FaultOf(WeightedOutcome term) => term.Outcome switch
    {
        RewardOutcome.Unscorable failed => failed.Fault with { Message = $"{term.Name}: {failed.Fault.Message}", Reward = term.Name },
        RewardOutcome.Scored scored when !double.IsFinite(scored.Value) => NotFinite(term.Name, scored.Value).Fault with { Reward = term.Name },
        _ => null,
    };

    private static RewardOutcome.Unscorable NotFinite(string what, double value)
    {
        var number = value.ToString(CultureInfo.InvariantCulture);
        return new(new RewardFault(RewardFaultKind.NotFinite, $"{what} is {number}; a reward must be a finite number"));
    }

    private static RewardOutcome.Skipped NoneApplies(IReadOnlyList<WeightedOutcome> terms) => new(
        terms.Count == 0 ? "there is no reward" : string.Join("; ", terms.Select(term => $"{term.Name}: {((RewardOutcome.Skipped)term.Outcome).Reason}")));

    private static void RequireSound(IReadOnlyList<WeightedOutcome> terms)
    {
        var names = new HashSet<string>();
        foreach (var term in terms)
        {
            if (!double.IsFinite(term.Weight))
            {
                throw new ArgumentException($"The weight of reward '{term.Name}' is {term.Weight.ToString(CultureInfo.InvariantCulture)}; it must be a finite number.", nameof(terms));
            }
            if (!names.Add(term.Name))
            {
                throw new ArgumentException($"Two rewards are named '{term.Name}'; give each a name of its own.", nameof(terms));
            }
        }
        foreach (var term in terms.Where(term => term.Gate is { } gate && (gate.Name == term.Name || !terms.Any(other => other.Name == gate.Name && other.Gate is null))))
        {
            throw new ArgumentException($"The gate of reward '{term.Name}', '{term.Gate!.Name}', is not another reward without a gate.", nameof(terms));
        }
    }
}
