using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Preference;

/// <summary>Reads the examples of a stage, from a file or from an environment, and reports everything that is wrong with them together.</summary>
/// <param name="Found">The examples, numbered from 0.</param>
/// <param name="Skipped">Examples that were left out because they are too long.</param>
internal sealed record PreferenceExamples(ImmutableArray<PreferenceExample> Found, long Skipped)
{
    private const string Shorten = "shorten or remove the example, or take a model with more positions";
    private const string ShortenOrSkip = "shorten or remove the example, set too_long: skip, or take a model with more positions";

    /// <summary>The examples of a JSONL file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="config">How many, and what becomes of those too long; <see langword="null"/> where the stage has no such keys: all, and none may be too long.</param>
    /// <param name="needsPairs">What to do about an example without both sides; <see langword="null"/> where it need not have them.</param>
    /// <param name="tokens">Makes tokens of texts.</param>
    /// <exception cref="DataFileException">Lines are broken, or nothing is left.</exception>
    public static PreferenceExamples OfFile(string path, PairDataConfig? config, string? needsPairs, PreferenceTokens tokens)
    {
        var problems = new DataProblems(path);
        var texts = new List<PreferenceText>();
        DataLines.Read(path, problems, (line, row) =>
        {
            try
            {
                texts.Add(PreferenceRow.Read(line, row));
            }
            catch (BrokenExampleException failure)
            {
                problems.Add(line, failure.Message, failure.Remedy);
            }
        });
        foreach (var text in texts.Where(text => needsPairs is not null && (text.Chosen is null || text.Rejected is null)))
        {
            problems.Add(text.Line, "has no pair, and the stage learns from pairs", needsPairs!);
        }
        var examples = Encode(texts.Take(config?.NumPairs ?? int.MaxValue).Where(text => !problems.Has(text.Line)), config, tokens, problems);
        problems.ThrowIfAny();
        return examples.Found.Length > 0 ? examples : throw new DataFileException(path, null, "leaves no example: all are too long", Shorten);
    }

    /// <summary>The first training pairs of an environment, at most <paramref name="count"/>.</summary>
    /// <exception cref="DataFileException">The environment makes none, or the model cannot read them.</exception>
    public static PreferenceExamples OfTraining(IEnvironment environment, long count, PairDataConfig? config, PreferenceTokens tokens)
    {
        var available = (int)Math.Min(count, environment.Count(PromptSplit.Train) ?? count);
        return OfEnvironment(environment, PromptSplit.Train, Enumerable.Range(0, available).Select(index => (long)index), config, tokens);
    }

    /// <summary>The first held-out pairs of a part, at most <paramref name="count"/>.</summary>
    /// <exception cref="DataFileException">As for <see cref="OfTraining"/>.</exception>
    public static PreferenceExamples OfHeldOut(IEnvironment environment, PromptPart part, int count, PairDataConfig? config, PreferenceTokens tokens) =>
        OfEnvironment(environment, PromptSplit.Test, new HeldOutPrompts(environment, part).First(count), config, tokens);

    private static PreferenceExamples OfEnvironment(IEnvironment environment, PromptSplit split, IEnumerable<long> indices, PairDataConfig? config, PreferenceTokens tokens)
    {
        if (environment is not IPreferenceEnvironment source)
        {
            throw new DataFileException($"environment '{environment.Name}'", null, "makes no preference pairs", "set data to a JSONL file of prompt, chosen and rejected, or name an environment that makes pairs");
        }
        var problems = new DataProblems($"pairs of environment '{environment.Name}'", "pair");
        var texts = indices.Select(index => PreferenceText.Of(index, source.CreatePair(split, index)));
        var examples = Encode(texts, config, tokens, problems);
        problems.ThrowIfAny();
        return examples;
    }

    private static PreferenceExamples Encode(IEnumerable<PreferenceText> texts, PairDataConfig? config, PreferenceTokens tokens, DataProblems problems)
    {
        var found = ImmutableArray.CreateBuilder<PreferenceExample>();
        var skipped = 0L;
        foreach (var text in texts)
        {
            try
            {
                found.Add(tokens.Encode(found.Count, text));
            }
            catch (ExampleTooLongException) when (config is { TooLong: TooLong.Skip })
            {
                skipped++;
            }
            catch (ExampleTooLongException failure)
            {
                problems.Add(text.Line, failure.Message, config is null ? Shorten : ShortenOrSkip);
            }
            catch (BrokenExampleException failure)
            {
                problems.Add(text.Line, failure.Message, failure.Remedy);
            }
        }
        return new(found.ToImmutable(), skipped);
    }
}
