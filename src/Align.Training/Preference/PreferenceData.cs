using System.Collections.Immutable;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Preference;

/// <summary>The examples of a preference stage, all of them checked.</summary>
/// <param name="Train">Those to learn from; an example's index is its place here.</param>
internal sealed record PreferenceData(ImmutableArray<PreferenceExample> Train)
{
    /// <summary>What the prompt selector chooses among; a prompt's id is its example's index.</summary>
    public PromptSource Source => new(Train.Length, index => new Prompt(index, string.Empty));

    /// <summary>Reads the examples of a stage.</summary>
    /// <exception cref="DataFileException">There are none, or one cannot be read by the model.</exception>
    public static PreferenceData Load(PreferenceStageConfig config, IEnvironment environment, PreferenceTokens tokens)
    {
        if (environment is not IPreferenceEnvironment source)
        {
            throw new DataFileException($"environment '{environment.Name}'", null, "makes no preference pairs", "name an environment that does (align list environments)");
        }
        var wanted = config.NumPairs ?? environment.Count(PromptSplit.Train) ?? (config.Steps * config.PerStepPairs);
        var count = Math.Min(wanted, environment.Count(PromptSplit.Train) ?? long.MaxValue);
        return new PreferenceData([.. Generated(source, PromptSplit.Train, count, tokens)]);
    }

    private static IEnumerable<PreferenceExample> Generated(IPreferenceEnvironment source, PromptSplit split, long count, PreferenceTokens tokens)
    {
        for (var index = 0L; index < count; index++)
        {
            var pair = source.CreatePair(split, index);
            PreferenceExample example;
            try
            {
                example = tokens.Encode(index, pair);
            }
            catch (ArgumentException failure)
            {
                throw new DataFileException($"pair {index} of environment '{source.Name}'", null, failure.Message, "change the environment's options, or use a model with more positions", failure);
            }
            yield return example;
        }
    }
}
