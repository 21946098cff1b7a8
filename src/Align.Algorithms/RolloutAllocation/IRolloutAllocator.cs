using Align.Algorithms.Advantages;

namespace Align.Algorithms.RolloutAllocation;

/// <summary>Decides how many completions each prompt gets: <c>num_generations</c> in a first stage, and what their verdicts call for in a second. Its properties are its options, with defaults and ranges; it holds no state.</summary>
public interface IRolloutAllocator
{
    /// <summary>What holds for the allocator with these options.</summary>
    AllocatorTraits Traits => new();

    /// <summary>The most completions that a prompt can get; at least <paramref name="numGenerations"/>.</summary>
    /// <param name="numGenerations">Completions of the first stage.</param>
    int MaxGenerations(int numGenerations) => numGenerations;

    /// <summary>Completions that a prompt gets in a second stage, sampled by the same weights.</summary>
    /// <param name="first">The first stage's verdicts; where none could be scored, nothing is known of the prompt.</param>
    /// <param name="numGenerations">Completions of the first stage, scored or not; at least 1.</param>
    /// <param name="advantages">What holds for the estimator whose advantages the completions will have.</param>
    /// <returns>0 or more; at most <see cref="MaxGenerations"/> − <paramref name="numGenerations"/>.</returns>
    int Extra(RolloutCounts first, int numGenerations, AdvantageTraits advantages) => 0;

    /// <summary>Whether a prompt is trained on.</summary>
    /// <param name="all">The verdicts of both stages.</param>
    bool Keeps(RolloutCounts all) => true;

    /// <summary>Metrics of a step by name, such as <c>dars/extra_rollouts</c>; those without a value are left out.</summary>
    /// <param name="groups">Every prompt that was sampled in the step, those let go included.</param>
    IReadOnlyDictionary<string, double> Metrics(IReadOnlyList<AllocatedGroup> groups) => new Dictionary<string, double>();
}

/// <summary>What holds for a rollout allocator. Checks of configurations go by it, and the command line shows it.</summary>
public sealed record AllocatorTraits
{
    /// <summary>It reads verdicts and may ask for a second stage, so that groups differ in size.</summary>
    public bool TwoStages { get; init; }
}
