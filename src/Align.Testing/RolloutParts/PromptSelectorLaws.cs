using Align.Algorithms.PromptSelection;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>The laws of prompt selectors, and the check of a selector against those that its traits promise.</summary>
public static class PromptSelectorLaws
{
    /// <summary>As many as asked for, and such as there are.</summary>
    public static PartLaw<IPromptSelector, SelectionExample> Indices { get; } = new(
        new Law(nameof(Indices), "It gives as many prompts as asked for, each below the population.", "always", "an index past the end is a crash hours into a run"), SelectionBreaches.Indices);

    /// <summary>Asking leaves no trace.</summary>
    public static PartLaw<IPromptSelector, SelectionExample> AskingChangesNothing { get; } = new(
        new Law(nameof(AskingChangesNothing), "Asked again, and after questions about other steps and refills, it gives the same prompts.", "always", "a step that is dropped or resumed must select what it would have"), SelectionBreaches.AskingChangesNothing);

    /// <summary>A resumed run is the same run.</summary>
    public static PartLaw<IPromptSelector, SelectionExample> Resumes { get; } = new(
        new Law(nameof(Resumes), "A selection that is saved and restored gives the same prompts, metrics and state as the one that went on.", "always", "the official MoPPS forgets its posteriors unless framework is 4 or 5"), SelectionBreaches.Resumes);

    /// <summary>State is declared.</summary>
    public static PartLaw<IPromptSelector, SelectionExample> DeclaredState { get; } = new(
        new Law(nameof(DeclaredState), "What comes of its prompts changes neither its prompts nor its state.", "not Learns", "a state that is not declared is not saved"), SelectionBreaches.DeclaredState)
    {
        Exempts = static selector => selector.Traits.Learns ? "it learns" : null,
    };

    /// <summary>Metrics are numbers.</summary>
    public static PartLaw<IPromptSelector, SelectionExample> FiniteMetrics { get; } = new(
        new Law(nameof(FiniteMetrics), "Its metrics are finite, whatever comes of the prompts.", "always", "numpy's correlation with equal success rates is NaN"), SelectionBreaches.FiniteMetrics);

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<PartLaw<IPromptSelector, SelectionExample>> All { get; } = [Indices, AskingChangesNothing, Resumes, DeclaredState, FiniteMetrics];

    /// <summary>Puts every law that its traits promise to the selector.</summary>
    /// <param name="selector">The selector, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Indices"/> is broken, the others are not tried.</returns>
    public static LawReport Check(IPromptSelector selector, LawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var bounded = selector.Traits.NeedsPopulation;
        return PartLaw<IPromptSelector, SelectionExample>.Check(selector, All, (Edges(bounded), Arb.From(Stages(bounded), Simpler)), (nameof(PromptSelectorLaws), Literal), options);
    }

    private static IEnumerable<SelectionExample> Edges(bool bounded)
    {
        SelectionExample[] edges = [new(1, 1, 1, [0]), new(1, 3, 3, [2]), new(1, 7, 3, [0, 4, 2]), new(1, 50, 4, [-1]), new(1, null, 2, [1, 3])];
        return edges.Where(edge => !bounded || edge.Population is not null);
    }

    private static Gen<SelectionExample> Stages(bool bounded) =>
        from seed in Gen.Choose(0, 9)
        from prompts in Gen.Choose(1, 6)
        from more in Gen.Choose(0, 40)
        from unbounded in Gen.Choose(0, 4)
        from successes in Gen.Choose(-1, SelectionExample.Completions).ListOf(5)
        select new SelectionExample(seed, !bounded && unbounded == 0 ? null : prompts + more, prompts, [.. successes]);

    private static IEnumerable<SelectionExample> Simpler(SelectionExample example)
    {
        if (example.Successes.Length > 1)
        {
            yield return example with { Successes = example.Successes[..^1] };
        }
        if (example.Prompts > 1)
        {
            yield return example with { Prompts = example.Prompts - 1 };
        }
        if (example.Population > example.Prompts)
        {
            yield return example with { Population = example.Population - 1 };
        }
    }

    private static string Literal(SelectionExample example) =>
        FormattableString.Invariant($"new({example.Seed}, {(example.Population is { } population ? population : "null")}, {example.Prompts}, [{string.Join(", ", example.Successes)}])");
}
