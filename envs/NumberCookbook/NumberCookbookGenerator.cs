using System.Collections.Immutable;
using Align.Core;

namespace Align.Envs.NumberCookbook;

/// <summary>Draws a pair of task and format, a length, and numbers that keep the task's rules and belong to the split.</summary>
/// <remarks>Every pair and every length is as likely, except where short numbers have no problem in the split: then another pair and length are drawn.</remarks>
internal sealed class NumberCookbookGenerator(NumberCookbookOptions options)
{
    private const int DrawsOfNumbers = 100;
    private const int DrawsOfPairs = 200;

    private readonly HeldOut _heldOut = new(options.Seed, NumberCookbookStreams.Split);
    private readonly NumberOperands _operands = new(options.Variant);

    /// <summary>The pairs that are asked.</summary>
    public ImmutableArray<NumberPair> Pairs { get; } = [.. NumberPair.All.Where(pair => options.Tasks.Contains(pair.Task) && options.Formats.Contains(pair.Format))];

    /// <summary>The problem at an index of the split.</summary>
    /// <exception cref="ArgumentException">The split has next to no problem.</exception>
    public NumberProblem Create(PromptSplit split, long index)
    {
        var draw = new NumberDraw(RandomStream.Create(options.Seed, RandomPurpose.Environment, NumberCookbookStreams.Problem, index, (int)split));
        var (least, most) = split == PromptSplit.Train ? (options.MinDigits, options.MaxDigits) : options.TestDigits;
        for (var attempt = 0; attempt < DrawsOfPairs; attempt++)
        {
            var pair = Pairs[draw.Below(Pairs.Length)];
            if (Draw(split, pair, least + draw.Below(most - least + 1), draw) is { } problem)
            {
                return problem;
            }
        }
        throw new ArgumentException($"Numbers of {least} to {most} digits leave the {(split == PromptSplit.Train ? "training" : "test")} split without problems of these tasks. Allow more digits, tasks or formats, or change seed.");
    }

    private NumberProblem? Draw(PromptSplit split, NumberPair pair, int digits, NumberDraw draw)
    {
        for (var attempt = 0; attempt < DrawsOfNumbers; attempt++)
        {
            if (_operands.Draw(pair, digits, draw) is { } problem && _heldOut.Contains(split, problem.Key))
            {
                return problem;
            }
        }
        return null;
    }
}
