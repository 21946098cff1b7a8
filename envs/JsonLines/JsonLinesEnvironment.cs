using System.Collections.Immutable;
using System.Globalization;
using Align.Core;

namespace Align.Envs.JsonLines;

/// <summary>Problems with verifiable answers from JSONL files: GSM8K, MATH, AIME, AMC, DAPO-Math and their like.</summary>
/// <remarks>
/// The files are read whole, when the environment is made. Prompts stand in the order of their lines. Which reward judges the answers is the user's choice,
/// such as <c>math_answer</c>. Metadata: source (file and line), where the line has one, id, and the fields that are named.
/// </remarks>
public sealed class JsonLinesEnvironment : IEnvironment
{
    private readonly JsonLinesSplits _splits;
    private readonly Lazy<string> _alphabet;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or a split that is wanted has no line.</exception>
    /// <exception cref="DataFileException">A file cannot be read, is empty, or lines of it are broken.</exception>
    public JsonLinesEnvironment(JsonLinesOptions options)
    {
        _splits = JsonLinesSplits.Of(ValidOptions.Require(options));
        _alphabet = new Lazy<string>(FindAlphabet);
        if (_splits.Test.IsEmpty || (options.Path is not null && _splits.Train.IsEmpty))
        {
            throw new ArgumentException($"A split is empty: {_splits.Train.Length} lines to train on and {_splits.Test.Length} to test on. Give more lines, another test_path, or change test_fraction or seed.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public string Name => "jsonl";

    /// <inheritdoc/>
    public string Alphabet => _alphabet.Value;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _splits.Notes;

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => RowsOf(split).Length;

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        var rows = RowsOf(split);
        new SplitSizes(rows.Length, rows.Length).RequireInside(split, index);
        var row = rows[(int)index];
        var metadata = new Dictionary<string, string> { ["source"] = string.Create(CultureInfo.InvariantCulture, $"{row.File}:{row.Line}") };
        if (row.Id is { } id)
        {
            metadata["id"] = id;
        }
        foreach (var (name, fact) in row.Facts)
        {
            metadata[name] = fact;
        }
        return new Prompt(index, row.Text) { Answer = row.Answer, Solution = row.Solution, Difficulty = row.Difficulty, Metadata = metadata };
    }

    private ImmutableArray<JsonLinesRow> RowsOf(PromptSplit split) => split switch
    {
        PromptSplit.Train => _splits.Train,
        PromptSplit.Test => _splits.Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "The splits are Train and Test."),
    };

    private string FindAlphabet()
    {
        var texts = _splits.Train.Concat(_splits.Test).SelectMany(row => new[] { row.Text, row.Answer ?? "", row.Solution ?? "" });
        return string.Concat(texts.SelectMany(text => text.EnumerateRunes()).Distinct().OrderBy(rune => rune.Value));
    }
}
