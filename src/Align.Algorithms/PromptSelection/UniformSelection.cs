namespace Align.Algorithms.PromptSelection;

/// <summary>Uniform prompt selection: every prompt once an epoch, in an order of its own each epoch.</summary>
/// <remarks>
/// A pure function of (seed, stage, step): nothing has to be saved, and a resumed run selects what the unbroken one would have.
/// The prompts of step s are the positions [s·n, (s+1)·n) of the concatenated epochs; where the population is unbounded,
/// a position is its own index.
/// </remarks>
public sealed class UniformSelection : IPromptSelection
{
    private readonly EpochOrder _order;

    /// <summary>The selection of a stage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The population is below 1.</exception>
    public UniformSelection(SelectionScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _order = new EpochOrder(scope.Seed, scope.Stage, scope.Population);
    }

    /// <summary>The prompt indices of one step alone; a stage keeps a selection instead, which does not draw its order anew for every step.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run, from 0; every stage has an order of its own.</param>
    /// <param name="step">The step within the stage, from 0.</param>
    /// <param name="promptsPerStep">How many prompts a step takes; at least 1.</param>
    /// <param name="population">How many prompts there are; <see langword="null"/> where there is no bound.</param>
    /// <returns><paramref name="promptsPerStep"/> indices; an index appears twice only where a step crosses epochs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or a position negative.</exception>
    public static long[] Indices(long seed, int stage, long step, int promptsPerStep, long? population) =>
        new UniformSelection(new SelectionScope(seed, stage, population, promptsPerStep)).Select(step, 0, promptsPerStep);

    /// <inheritdoc/>
    /// <remarks>An index appears twice only where a step crosses epochs.</remarks>
    public long[] Select(long step, int refill, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(refill, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _order.Take(checked(step * count), count);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Observe(long step, IReadOnlyList<PromptObservation> observations) => new Dictionary<string, double>();

    /// <inheritdoc/>
    public SelectionState Save() => SelectionState.Empty;

    /// <inheritdoc/>
    public void Restore(SelectionState state)
    {
    }
}
