using System.Collections.Immutable;
using Align.Core;

namespace Align.Envs.Arithmetic;

/// <summary>Makes the problems of one split, by index.</summary>
/// <remarks>
/// Operations and digit counts form cells, and each problem comes from a cell drawn uniformly, so that the few one-digit
/// problems are not drowned by the many two-digit ones. Where all cells together are small, they are listed and permuted:
/// no problem comes twice, and a cell that is used up drops out. Otherwise a problem is drawn afresh for each index, and
/// may come twice.
/// </remarks>
internal sealed class ArithmeticGenerator
{
    /// <summary>Up to so many problems are listed; beyond, they are sampled.</summary>
    private const long ListedProblems = 200_000;

    private readonly PromptSplit _split;
    private readonly ArithmeticSplit _membership;
    private readonly long _seed;
    private readonly ImmutableArray<ArithmeticProblem>? _listed;
    private readonly ImmutableArray<Source> _sources;

    public ArithmeticGenerator(ArithmeticOptions options, PromptSplit split)
    {
        (_split, _seed) = (split, options.Seed);
        _membership = new ArithmeticSplit(options.Seed, options.TestFraction);
        var cells = Cells(options).ToList();
        _sources = [.. cells.Select(SourceOf).Where(source => source.Members is not { IsEmpty: true })];
        _listed = cells.Sum(cell => cell.Size) <= ListedProblems ? Interleave() : null;
    }

    /// <summary>How many problems the split has; <see langword="null"/> where they are sampled without end.</summary>
    public long? Count => _listed?.Length;

    public ArithmeticProblem Create(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (_listed is not { } problems)
        {
            return Sample(index);
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, problems.Length);
        return problems[(int)index];
    }

    private static IEnumerable<ArithmeticCell> Cells(ArithmeticOptions options) =>
        from operation in options.Operations
        from digits in Enumerable.Range(options.MinDigits, options.MaxDigits - options.MinDigits + 1)
        select new ArithmeticCell(operation, digits);

    private Source SourceOf(ArithmeticCell cell) => new(
        cell,
        cell.Size <= ListedProblems ? [.. cell.Problems().Where(problem => _membership.Contains(_split, problem))] : null);

    private ImmutableArray<ArithmeticProblem> Interleave()
    {
        var stream = RandomStream.Create(_seed, RandomPurpose.Environment, ArithmeticStreams.Order, (long)_split);
        var waiting = _sources.Select(source => new Queue<ArithmeticProblem>(Shuffled(source, stream))).ToList();
        var order = ImmutableArray.CreateBuilder<ArithmeticProblem>(waiting.Sum(queue => queue.Count));
        while (waiting.Count > 0)
        {
            var chosen = (int)stream.NextInt64(waiting.Count);
            order.Add(waiting[chosen].Dequeue());
            if (waiting[chosen].Count == 0)
            {
                waiting.RemoveAt(chosen);
            }
        }
        return order.MoveToImmutable();
    }

    private static ArithmeticProblem[] Shuffled(Source source, RandomStream stream)
    {
        ArithmeticProblem[] members = [.. source.Members!.Value];
        stream.Shuffle(members.AsSpan());
        return members;
    }

    private ArithmeticProblem Sample(long index)
    {
        var stream = RandomStream.Create(_seed, RandomPurpose.Environment, ArithmeticStreams.Sample, index, (int)_split);
        var source = _sources[(int)stream.NextInt64(_sources.Length)];
        if (source.Members is { } members)
        {
            return members[(int)stream.NextInt64(members.Length)];
        }
        // At least one problem in a hundred belongs to either split, and a cell that is not listed has hundreds of thousands.
        var problem = source.Cell.Draw(stream);
        while (!_membership.Contains(_split, problem))
        {
            problem = source.Cell.Draw(stream);
        }
        return problem;
    }

    /// <summary>A cell and, where it is small enough to list, its problems in this split.</summary>
    private readonly record struct Source(ArithmeticCell Cell, ImmutableArray<ArithmeticProblem>? Members);
}
