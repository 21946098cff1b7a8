using System.Globalization;
using Align.Core;

namespace Align.Envs.Instructions;

/// <summary>Instructions to write a short text that keeps typed constraints, after MulDimIF (github.com/Junjie-Ye/MulDimIF): content, length, format, language.</summary>
/// <remarks>
/// Constraints that cannot stand together are never asked together, and every prompt's solution is a text that keeps them all. There is no gold answer: the reward
/// <c>instructions</c> judges any text. The difficulty is the share of 6 constraints. Metadata: constraints (JSON, what that reward reads), count, cost (the same).
/// </remarks>
public sealed class InstructionsEnvironment : IEnvironment
{
    private const double MostConstraints = 6;

    private readonly InstructionsOptions _options;
    private readonly InstructionsGenerator _generator;
    private readonly SplitSizes _sizes;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the families hardly ever give so many constraints.</exception>
    public InstructionsEnvironment(InstructionsOptions options)
    {
        _options = ValidOptions.Require(options);
        _generator = new InstructionsGenerator(options);
        _generator.RequireInstructions();
        _sizes = new SplitSizes(options.TrainSize, options.TestSize);
    }

    /// <inheritdoc/>
    public string Name => "instructions";

    /// <inheritdoc/>
    /// <remarks>Printable ASCII and the line feed: what texts of this kind need.</remarks>
    public string Alphabet { get; } = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Prepend('\n'));

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => _sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        _sizes.RequireInside(split, index);
        var (topic, constraints, witness) = _generator.Create(split, index);
        var count = constraints.Count.ToString(CultureInfo.InvariantCulture);
        return new Prompt(index, Text(topic, constraints))
        {
            Solution = witness,
            Difficulty = constraints.Count / MostConstraints,
            Metadata = new Dictionary<string, string> { ["constraints"] = InstructionConstraint.Write(constraints), ["count"] = count, ["cost"] = count },
        };
    }

    private string Text(string topic, IReadOnlyList<InstructionConstraint> constraints)
    {
        var sentences = constraints.Select(constraint => constraint.Sentence);
        return _options.Presentation == InstructionPresentation.Listing
            ? $"Write a short text about {topic}.\n{string.Concat(sentences.Select(sentence => $"- {sentence}\n"))}"
            : $"Write a short text about {topic}. {string.Join(' ', sentences)}\n";
    }
}
