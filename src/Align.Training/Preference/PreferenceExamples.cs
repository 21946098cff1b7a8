using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>Reads the examples of a stage, from a file or from an environment, and reports everything that is wrong with them together.</summary>
/// <param name="Found">The examples, numbered from 0.</param>
/// <param name="Skipped">Examples that were left out because they are too long.</param>
internal sealed record PreferenceExamples(ImmutableArray<PreferenceExample> Found, long Skipped)
{
    private const string Remedy = "shorten or remove the example, or set too_long: skip; a model with more positions reads longer ones";

    /// <summary>The examples of a JSONL file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">How many, and what becomes of those too long.</param>
    /// <param name="needsPairs">Whether each example must have both sides.</param>
    /// <param name="tokens">Makes tokens of texts.</param>
    /// <exception cref="DataFileException">Lines are broken, or nothing is left.</exception>
    public static PreferenceExamples OfFile(string path, PairDataConfig config, bool needsPairs, PreferenceTokens tokens)
    {
        var problems = new DataProblems(path);
        var texts = new List<PreferenceText>();
        DataLines.Read(path, problems, (line, row) =>
        {
            try
            {
                texts.Add(PreferenceRow.Read(line, row));
            }
            catch (FormatException failure)
            {
                problems.Add(line, failure.Message, "write the columns prompt, chosen, rejected, or prompt, completion, label, as texts or as lists of {\"role\", \"content\"}");
            }
        });
        foreach (var text in texts.Where(text => needsPairs && (text.Chosen is null || text.Rejected is null)))
        {
            problems.Add(text.Line, "has no pair, and the stage learns from pairs", "use an unpaired loss (kto), or give chosen and rejected");
        }
        var examples = Encode(texts.Take(config.NumPairs ?? int.MaxValue), config, tokens, problems);
        problems.ThrowIfAny();
        return examples.Found.Length > 0 ? examples : throw new DataFileException(path, null, "leaves no example: all are too long", Remedy);
    }

    /// <summary>The first pairs of an environment's split.</summary>
    /// <exception cref="DataFileException">The environment makes none, or the model cannot read them.</exception>
    public static PreferenceExamples OfEnvironment(IEnvironment environment, PromptSplit split, long count, PairDataConfig config, PreferenceTokens tokens)
    {
        if (environment is not IPreferenceEnvironment source)
        {
            throw new DataFileException($"environment '{environment.Name}'", null, "makes no preference pairs", "set data to a JSONL file of prompt, chosen and rejected, or name an environment that makes pairs");
        }
        var problems = new DataProblems($"pairs of environment '{environment.Name}'");
        var texts = Enumerable.Range(0, (int)count).Select(index => PreferenceText.Of(index, source.CreatePair(split, index)));
        var examples = Encode(texts, config, tokens, problems);
        problems.ThrowIfAny();
        return examples;
    }

    private static PreferenceExamples Encode(IEnumerable<PreferenceText> texts, PairDataConfig config, PreferenceTokens tokens, DataProblems problems)
    {
        var found = ImmutableArray.CreateBuilder<PreferenceExample>();
        var skipped = 0L;
        foreach (var text in texts)
        {
            try
            {
                found.Add(tokens.Encode(found.Count, text));
            }
            catch (ExampleTooLongException) when (config.TooLong == TooLong.Skip)
            {
                skipped++;
            }
            catch (ExampleTooLongException failure)
            {
                problems.Add(text.Line, failure.Message, Remedy);
            }
            catch (ArgumentException failure)
            {
                problems.Add(text.Line, failure.Message, "give the text, of characters that tokenizer.alphabet has");
            }
        }
        return new(found.ToImmutable(), skipped);
    }
}
