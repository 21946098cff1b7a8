using Align.Core;

namespace Align.Algorithms.PromptSelection;

/// <summary>An endless sequence of prompts: every prompt once an epoch, in an order of its own each epoch; where the population is unbounded, a position is its own index.</summary>
/// <remarks>A pure function of (seed, stage, position). The order of the epoch asked for last is kept, so that a step costs its own prompts alone.</remarks>
internal sealed class EpochOrder
{
    private readonly long _seed;
    private readonly int _stage;
    private readonly long? _population;
    private long _epoch = -1;
    private long[] _order = [];

    /// <summary>The sequence of a stage.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run.</param>
    /// <param name="population">At least 1; <see langword="null"/> where there is no bound.</param>
    public EpochOrder(long seed, int stage, long? population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population ?? 1, 1, nameof(population));
        (_seed, _stage, _population) = (seed, stage, population);
    }

    /// <summary>The prompts at <paramref name="first"/> and the positions after it.</summary>
    public long[] Take(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return [.. Enumerable.Range(0, count).Select(offset => At(checked(first + offset)))];
    }

    private long At(long position)
    {
        if (_population is not { } size)
        {
            return position;
        }
        var epoch = position / size;
        if (epoch != _epoch)
        {
            (_epoch, _order) = (epoch, Permutation(epoch, size));
        }
        return _order[position % size];
    }

    private long[] Permutation(long epoch, long size)
    {
        var order = new long[size];
        for (var i = 0L; i < size; i++)
        {
            order[i] = i;
        }
        RandomStream.Create(_seed, RandomPurpose.PromptSelection, epoch, _stage).Shuffle(order.AsSpan());
        return order;
    }
}
