using Align.Core;

namespace Align.Algorithms.PromptSelection;

/// <summary>Uniform prompt selection: every prompt once an epoch, in an order of its own each epoch.</summary>
/// <remarks>
/// A pure function of (seed, stage, step): nothing has to be saved, and a resumed run selects what the unbroken one would have.
/// The prompts of step s are the positions [s·n, (s+1)·n) of the concatenated epochs; where the population is unbounded,
/// a position is its own index.
/// </remarks>
public static class UniformSelection
{
    /// <summary>The prompt indices of one step.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="stage">The stage's place in the run, from 0; every stage has an order of its own.</param>
    /// <param name="step">The step within the stage, from 0.</param>
    /// <param name="promptsPerStep">How many prompts a step takes; at least 1.</param>
    /// <param name="population">How many prompts there are; <see langword="null"/> where there is no bound.</param>
    /// <returns><paramref name="promptsPerStep"/> indices; an index appears twice only where a step crosses epochs.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or a position negative.</exception>
    public static long[] Indices(long seed, int stage, long step, int promptsPerStep, long? population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(promptsPerStep, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var first = checked(step * promptsPerStep);
        if (population is not { } size)
        {
            return [.. Enumerable.Range(0, promptsPerStep).Select(offset => first + offset)];
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var epochs = new EpochOrder(seed, stage, size);
        return [.. Enumerable.Range(0, promptsPerStep).Select(offset => epochs.At(first + offset))];
    }

    private sealed class EpochOrder(long seed, int stage, long size)
    {
        private long _epoch = -1;
        private long[] _order = [];

        public long At(long position)
        {
            var epoch = position / size;
            if (epoch != _epoch)
            {
                _epoch = epoch;
                _order = Permutation(epoch);
            }
            return _order[position % size];
        }

        private long[] Permutation(long epoch)
        {
            var order = new long[size];
            for (var i = 0L; i < size; i++)
            {
                order[i] = i;
            }
            RandomStream.Create(seed, RandomPurpose.PromptSelection, epoch, stage).Shuffle(order.AsSpan());
            return order;
        }
    }
}
