using Align.Core;
using Align.Models;
using Align.Models.Tokenization;

namespace Align.Training.Configuration;

/// <summary>From a configuration to the tokenizer of its policy. Touches no tensor.</summary>
public static class ModelTokenizer
{
    private const string FileName = "tokenizer.json";

    /// <summary>The tokenizer in effect: the one that <c>model.path</c> was trained with, else one of <c>tokenizer.alphabet</c>, else one of the environment's alphabet.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="environment">Its environment.</param>
    /// <exception cref="ModelFileException">The model's tokenizer cannot be read, is not that of <c>tokenizer.alphabet</c>, or lacks a character of the environment.</exception>
    public static CharacterTokenizer Resolve(RunConfig config, IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(environment);
        var configured = config.Tokenizer.Alphabet;
        return config.Model.Path is { } directory && Path.Combine(directory, FileName) is var file && File.Exists(file)
            ? Trained(file, configured, environment)
            : new CharacterTokenizer(configured ?? environment.Alphabet);
    }

    // Weights mean nothing under other ids, and nothing else would show it.
    private static CharacterTokenizer Trained(string file, string? configured, IEnvironment environment)
    {
        var trained = CharacterTokenizerFile.Load(file);
        if (configured is not null && new CharacterTokenizer(configured).Alphabet != trained.Alphabet)
        {
            throw new ModelFileException(file, "OtherAlphabet", $"tokenizer.alphabet, \"{configured}\" (remove the key to take the model's)", $"\"{trained.Alphabet}\"");
        }
        var missing = string.Concat(environment.Alphabet.Except(trained.Alphabet));
        return missing.Length == 0
            ? trained
            : throw new ModelFileException(file, "AlphabetTooSmall", $"every character of environment '{environment.Name}'", $"\"{trained.Alphabet}\", without \"{missing}\"");
    }
}
