namespace Align.Algorithms.PromptSelection;

/// <summary>The prompts of <see cref="DynamicSelector"/>: the uniform order, read on from where the step before stopped.</summary>
internal sealed class DynamicSelection : IPromptSelection
{
    private const string PositionKey = "position";
    private readonly EpochOrder _order;
    private long _position;

    /// <summary>The selection of a stage.</summary>
    public DynamicSelection(SelectionScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _order = new EpochOrder(scope.Seed, scope.Stage, scope.Population);
    }

    /// <inheritdoc/>
    public long[] Select(long step, int refill, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(refill);
        return _order.Take(checked(_position + ((long)refill * count)), count);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Observe(long step, IReadOnlyList<PromptObservation> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        _position = checked(_position + observations.Count);
        return new Dictionary<string, double>();
    }

    /// <inheritdoc/>
    public SelectionState Save() => SelectionState.Empty with { Integers = new Dictionary<string, long[]> { [PositionKey] = [_position] } };

    /// <inheritdoc/>
    public void Restore(SelectionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _position = state.Integers.TryGetValue(PositionKey, out var column) && column is [var position]
            ? position
            : throw new ArgumentException($"The saved selection has no column '{PositionKey}'; it belongs to another selector.", nameof(state));
    }
}
