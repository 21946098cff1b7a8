using System.Globalization;
using Align.Core;

namespace Align.Envs.NumberCookbook;

/// <summary>Number Cookbook: 17 tasks on whole, decimal, fractional and scientific numbers, 41 pairs in all (arXiv:2411.03766).</summary>
/// <remarks>
/// A problem's solution is its answer alone. The reward <c>number_match</c> gives the paper's metrics. The difficulty is the logarithm of the work by hand,
/// single-digit steps, which grows with the digits. Metadata: task, format, answer_format, digits, cost. Differs from the authors' code
/// (github.com/GraphPKU/number_cookbook) in that rounding to significant figures looks at all digits, half to even, where theirs never rounds a 5 up, and in the wording.
/// </remarks>
public sealed class NumberCookbookEnvironment : IEnvironment
{
    private readonly NumberCookbookOptions _options;
    private readonly NumberCookbookGenerator _generator;
    private readonly SplitSizes _sizes;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or a split would have next to no problem.</exception>
    public NumberCookbookEnvironment(NumberCookbookOptions options)
    {
        _options = ValidOptions.Require(options);
        _generator = new NumberCookbookGenerator(options);
        _generator.Create(PromptSplit.Train, 0);
        _generator.Create(PromptSplit.Test, 0);
        _sizes = new SplitSizes(options.TrainSize, options.TestSize);
    }

    /// <inheritdoc/>
    public string Name => "number_cookbook";

    /// <inheritdoc/>
    public string Alphabet => PromptWording.Alphabet(
    [
        "0123456789",
        PromptWording.Solution(_options.Style, ""),
        .. _generator.Pairs.Select(Example).SelectMany(problem => new[] { NumberPrompts.Text(problem, _options.Style), NumberAnswers.Of(problem) }),
    ]);

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => _sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        _sizes.RequireInside(split, index);
        var problem = _generator.Create(split, index);
        var (answer, cost) = (NumberAnswers.Of(problem), NumberCost.Of(problem));
        return new Prompt(index, NumberPrompts.Text(problem, _options.Style))
        {
            Answer = answer,
            Solution = PromptWording.Solution(_options.Style, answer),
            Difficulty = Math.Log(1 + cost) / Math.Log(1 + NumberCost.Most),
            Metadata = new Dictionary<string, string>
            {
                ["task"] = NumberPrompts.NameOf(problem.Pair.Task),
                ["format"] = NumberPrompts.NameOf(problem.Pair.Format),
                ["answer_format"] = NumberPrompts.NameOf(problem.Pair.AnswerFormat),
                ["digits"] = problem.Digits.ToString(CultureInfo.InvariantCulture),
                ["cost"] = cost.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>A problem of a pair whose text has every sign that its problems can have.</summary>
    private static NumberProblem Example(NumberPair pair) => pair.Task switch
    {
        NumberTask.Length or NumberTask.ToFloat or NumberTask.ToScient => new(pair, 1, NumberValue.Of(5)),
        NumberTask.GetDigit or NumberTask.Count => new(pair, 1, NumberValue.Of(5), Argument: 0),
        NumberTask.Sig => new(pair, 1, NumberValue.Of(5), Argument: 2),
        _ => new(pair, 1, NumberValue.Of(5), NumberValue.Of(5)),
    };
}
