using System.Collections.Immutable;
using System.Globalization;
using Align.Core;

namespace Align.Envs.Countdown;

/// <summary>Draws problems that can be solved: numbers first, then operations between them until one is left, which is the target.</summary>
/// <remarks>A draw whose intermediate values are no whole numbers above 0, whose target is out of range, or that belongs to the other split is thrown away.</remarks>
internal sealed class CountdownGenerator(CountdownOptions options)
{
    /// <summary>So many draws in vain mean that the options leave next to nothing; about one in fifty succeeds with the defaults.</summary>
    private const int MostDraws = 200_000;

    private readonly HeldOut _heldOut = new(options.Seed, CountdownStreams.Split);

    /// <summary>The problem at an index of the split.</summary>
    /// <exception cref="ArgumentException">The options allow next to no problem.</exception>
    public CountdownProblem Create(PromptSplit split, long index)
    {
        var stream = RandomStream.Create(options.Seed, RandomPurpose.Environment, CountdownStreams.Problem, index, (int)split);
        var count = options.MinNumbers + (int)stream.NextInt64(options.MaxNumbers - options.MinNumbers + 1);
        return Draw(stream, split, count);
    }

    /// <summary>Refuses options that leave a number of numbers without problems.</summary>
    /// <exception cref="ArgumentException">They do; the message says what to change.</exception>
    public void RequireProblems()
    {
        for (var count = options.MinNumbers; count <= options.MaxNumbers; count++)
        {
            Draw(RandomStream.Create(options.Seed, RandomPurpose.Environment, CountdownStreams.Problem, -count), PromptSplit.Train, count);
            Draw(RandomStream.Create(options.Seed, RandomPurpose.Environment, CountdownStreams.Problem, -count), PromptSplit.Test, count);
        }
    }

    private CountdownProblem Draw(RandomStream stream, PromptSplit split, int count)
    {
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var numbers = Numbers(stream, count);
            if (Solve(stream, numbers) is { } witness
                && witness.Value >= options.MinTarget
                && witness.Value <= options.MaxTarget
                && new CountdownProblem(numbers, witness) is var problem
                && _heldOut.Contains(split, problem.Key))
            {
                return problem;
            }
        }
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} numbers from {options.SmallestNumber} to {options.LargestNumber} hardly ever reach a target from {options.MinTarget} to {options.MaxTarget} with these operations. Allow more numbers, targets or operations."));
    }

    private ImmutableArray<long> Numbers(RandomStream stream, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => options.SmallestNumber + stream.NextInt64(options.LargestNumber - options.SmallestNumber + 1))];

    private CountdownTerm? Solve(RandomStream stream, ImmutableArray<long> numbers)
    {
        var terms = numbers.Select(CountdownTerm.Of).ToList();
        while (terms.Count > 1)
        {
            var (left, right) = (Take(stream, terms), Take(stream, terms));
            if (CountdownTerm.Combine(left, options.Operations[(int)stream.NextInt64(options.Operations.Count)], right) is not { } term)
            {
                return null;
            }
            terms.Add(term);
        }
        return terms[0];
    }

    private static CountdownTerm Take(RandomStream stream, List<CountdownTerm> terms)
    {
        var at = (int)stream.NextInt64(terms.Count);
        var term = terms[at];
        terms.RemoveAt(at);
        return term;
    }
}
