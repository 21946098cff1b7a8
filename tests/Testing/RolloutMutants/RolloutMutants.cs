using Align.Algorithms.Advantages;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;

namespace Align.Tests.Testing.RolloutMutants;

/// <summary>A selector whose faulty part is a selection made by a function.</summary>
/// <param name="Make">The selection.</param>
public sealed record SelectorOf(Func<SelectionScope, IPromptSelection> Make) : IPromptSelector
{
    public bool Learns { get; init; }

    public PromptSelectorTraits Traits => new() { Learns = Learns };

    public IPromptSelection Begin(SelectionScope scope) => Make(scope);
}

/// <summary>A selection that walks through the prompts, with one fault.</summary>
public sealed class FaultySelection(SelectionScope scope, string fault) : IPromptSelection
{
    private long _asked;
    private long _seen;

    public long[] Select(long step, int refill, int count)
    {
        var first = fault switch
        {
            "counts questions" => _asked++,
            "past the end" => step + (scope.Population ?? 0),
            "forgets" or "undeclared" => _seen,
            _ => step,
        };
        return [.. Enumerable.Range(0, count).Select(place => fault == "past the end" ? first + place : (first + place) % (scope.Population ?? long.MaxValue))];
    }

    public IReadOnlyDictionary<string, double> Observe(long step, IReadOnlyList<PromptObservation> observations)
    {
        _seen += observations.Count;
        return new Dictionary<string, double> { ["my/rate"] = fault == "no number" ? double.NaN : 1 };
    }

    public SelectionState Save() => SelectionState.Empty;

    public void Restore(SelectionState state)
    {
    }
}

/// <summary>Doubles every prompt without having said so.</summary>
public sealed record Doubling : IRolloutAllocator
{
    public int MaxGenerations(int numGenerations) => 2 * numGenerations;

    public int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages) => first.Scored == 0 ? 0 : numGenerations;
}

/// <summary>Adds as much as the accuracy asks for, without end.</summary>
public sealed record Boundless : IRolloutAllocator
{
    public AllocatorTraits Traits => new() { TwoStages = true };

    public int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages) => first.Scored - first.Successes;
}

/// <summary>Takes what could not be judged for failure.</summary>
public sealed record Pessimist : IRolloutAllocator
{
    public AllocatorTraits Traits => new() { TwoStages = true };

    public int MaxGenerations(int numGenerations) => 2 * numGenerations;

    public int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages) => first.Successes == 0 ? numGenerations : 0;
}

/// <summary>The mean of no groups.</summary>
public sealed record MeanOfNone : IRolloutAllocator
{
    public IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<AllocatedGroup> groups) =>
        new Dictionary<string, double> { ["my/mean"] = groups.Sum(group => group.CumulativeAdvantage) / groups.Count };
}

/// <summary>A weighting made by two functions.</summary>
/// <param name="OfTokens">The weights.</param>
public sealed record WeightingOf(Func<WeightedTokens, WeightMeasurement, Tensor> OfTokens) : ITokenWeighting
{
    public bool IsUniform { get; init; }

    public WeightMeasurement Measure(WeightedTokens tokens) => default;

    public Tensor Compute(WeightedTokens tokens, WeightMeasurement measurement) => OfTokens(tokens, measurement);
}
