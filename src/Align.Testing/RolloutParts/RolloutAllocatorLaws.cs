using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>The first stage of one prompt.</summary>
/// <param name="Generations">Completions sampled.</param>
/// <param name="Scored">Those that could be judged.</param>
/// <param name="Successes">Those that succeeded.</param>
/// <param name="Divided">Whether advantages are divided by the group's standard deviation.</param>
public sealed record AllocationExample(int Generations, int Scored, int Successes, bool Divided = false)
{
    /// <summary>What holds for the advantages.</summary>
    public AdvantageTraits Advantages => new() { Grouped = true, DividesByGroupDeviation = Divided };

    /// <summary>The verdicts.</summary>
    public RolloutCounts Counts => new(Successes, Scored);
}

/// <summary>The laws of rollout allocators, and the check of an allocator against those that its traits promise.</summary>
public static class RolloutAllocatorLaws
{
    private const int MostGenerations = 24;

    /// <summary>No more than the plan reckons with.</summary>
    public static PartLaw<IRolloutAllocator, AllocationExample> Bounds { get; } = new(
        new Law(nameof(Bounds), "A second stage has 0 to MaxGenerations − num_generations completions, the same whenever it is asked.", "always", "memory and buffers are reckoned by the most completions of a prompt"), Bounded);

    /// <summary>A second stage is declared.</summary>
    public static PartLaw<IRolloutAllocator, AllocationExample> OneStage { get; } = new(
        new Law(nameof(OneStage), "No prompt gets a second stage.", "not TwoStages", "a stage that is not declared is not planned for"), Alone)
    {
        Exempts = static allocator => allocator.Traits.TwoStages ? "it has two stages" : null,
    };

    /// <summary>Nothing known, nothing spent.</summary>
    public static PartLaw<IRolloutAllocator, AllocationExample> NothingKnown { get; } = new(
        new Law(nameof(NothingKnown), "A prompt none of whose completions could be judged gets no second stage.", "always", "a broken verifier must not multiply its own cost"), Unjudged);

    /// <summary>Metrics are numbers.</summary>
    public static PartLaw<IRolloutAllocator, AllocationExample> FiniteMetrics { get; } = new(
        new Law(nameof(FiniteMetrics), "Its metrics are finite, with groups and without.", "always", "a mean over no prompts is NaN"), Metrics);

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<PartLaw<IRolloutAllocator, AllocationExample>> All { get; } = [Bounds, OneStage, NothingKnown, FiniteMetrics];

    /// <summary>Puts every law that its traits promise to the allocator.</summary>
    /// <param name="allocator">The allocator, with the options to check.</param>
    /// <param name="options">Seed, cases and tolerances; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Bounds"/> is broken, the others are not tried.</returns>
    public static LawReport Check(IRolloutAllocator allocator, LawOptions? options = null) =>
        PartLaw<IRolloutAllocator, AllocationExample>.Check(
            allocator, All, ([new(1, 0, 0), new(1, 1, 0), new(8, 8, 0), new(8, 8, 8), new(8, 4, 1), new(8, 0, 0)], Arb.From(Counts())), (nameof(RolloutAllocatorLaws), Literal), options);

    private static Gen<AllocationExample> Counts() =>
        from generations in Gen.Choose(1, MostGenerations)
        from scored in Gen.Choose(0, generations)
        from successes in Gen.Choose(0, scored)
        from divided in Gen.Elements(false, true)
        select new AllocationExample(generations, scored, successes, divided);

    private static int Extra(IRolloutAllocator allocator, AllocationExample example, RolloutCounts first) => allocator.Extra(first, example.Generations, example.Advantages);

    private static string? Bounded(IRolloutAllocator allocator, AllocationExample example, LawOptions options)
    {
        var (extra, again) = (Extra(allocator, example, example.Counts), Extra(allocator, example, example.Counts));
        var most = allocator.MaxGenerations(example.Generations);
        return extra >= 0 && extra <= most - example.Generations && extra == again ? null : $"It adds {extra}, asked again {again}, to {example.Generations}; MaxGenerations is {most}.";
    }

    private static string? Alone(IRolloutAllocator allocator, AllocationExample example, LawOptions options) =>
        Extra(allocator, example, example.Counts) is var extra and not 0 ? $"It adds {extra}."
        : allocator.MaxGenerations(example.Generations) is var most && most != example.Generations ? $"MaxGenerations is {most} for {example.Generations}."
        : null;

    private static string? Unjudged(IRolloutAllocator allocator, AllocationExample example, LawOptions options) =>
        Extra(allocator, example, default) is var extra and not 0 ? $"It adds {extra} to {example.Generations} that could not be judged." : null;

    private static string? Metrics(IRolloutAllocator allocator, AllocationExample example, LawOptions options)
    {
        var group = new AllocatedGroup(example.Counts, 0, example.Counts, CumulativeAdvantage: 1, allocator.Keeps(example.Counts));
        foreach (var (name, value) in allocator.Metrics([group]).Concat(allocator.Metrics([])).Where(metric => !double.IsFinite(metric.Value)))
        {
            return $"{name} is {Closeness.Text(value)}.";
        }
        return null;
    }

    private static string Literal(AllocationExample example) => FormattableString.Invariant($"new({example.Generations}, {example.Scored}, {example.Successes}, {(example.Divided ? "true" : "false")})");
}
