using Align.Models;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>A reward model as a directory: <c>config.json</c>, <c>model.safetensors</c> and <c>tokenizer.json</c>.</summary>
internal static class RewardModelFile
{
    private const string TokenizerFile = "tokenizer.json";

    /// <summary>Writes the directory.</summary>
    public static void Save(RewardModel model, CharacterTokenizer tokenizer, string directory)
    {
        model.Save(directory);
        File.WriteAllText(Path.Combine(directory, TokenizerFile), CharacterTokenizerFile.Serialize(tokenizer));
    }

    /// <summary>Reads a directory, for a policy of the same tokenizer.</summary>
    /// <exception cref="ModelFileException">A file is missing or broken, or the tokenizer is another.</exception>
    public static RewardModel Load(string directory, TrainingState state)
    {
        RequireTokenizer(directory, state.Tokenizer);
        using var lease = state.Weights.Read();
        var model = RewardModel.Load(directory, lease.Policy.Dtype);
        model.to(state.Device);
        return model;
    }

    /// <summary>Refuses a reward model that was trained under other token ids.</summary>
    /// <exception cref="ModelFileException">It was.</exception>
    public static void RequireTokenizer(string directory, CharacterTokenizer tokenizer)
    {
        var path = Path.Combine(directory, TokenizerFile);
        var trained = CharacterTokenizerFile.Load(path);
        if (trained.Alphabet != tokenizer.Alphabet)
        {
            throw new ModelFileException(path, "OtherAlphabet", $"the policy's alphabet, \"{tokenizer.Alphabet}\"", $"\"{trained.Alphabet}\"");
        }
    }
}
