using Align.Envs.Arithmetic;
using Align.Models;
using Align.Models.Tokenization;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Tests.Training.Learning;

/// <summary>Weights that were trained under an alphabet are used under that alphabet alone.</summary>
public sealed class PretrainedTokenizerTests : IDisposable
{
    private static readonly RunConfig Config = TinyTraining.Config(TinyTraining.Grpo);
    private static readonly ArithmeticEnvironment Environment = new((ArithmeticOptions)Config.Environment.Options);

    private readonly string _directory = Directory.CreateTempSubdirectory("align-pretrained-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_models_own_tokenizer_is_taken_unless_it_lacks_a_character_of_the_environment()
    {
        SaveModel(Environment.Alphabet + "z");
        using var state = TrainingStateFactory.Create(FromModel(alphabet: null), Environment);
        Assert.Contains('z', state.Tokenizer.Alphabet);

        SaveModel(Environment.Alphabet[1..] + "z");
        Assert.Equal("AlphabetTooSmall", Refusal(alphabet: null).Check);
    }

    [Fact]
    public void Weights_of_another_alphabet_of_the_same_size_are_refused()
    {
        SaveModel(Environment.Alphabet + "z");
        var failure = Refusal(Environment.Alphabet + "y");
        Assert.Equal(Path.Combine(_directory, "tokenizer.json"), failure.File);
        Assert.Equal("OtherAlphabet", failure.Check);
    }

    [Fact]
    public void The_order_of_the_characters_in_an_alphabet_does_not_matter()
    {
        SaveModel(Environment.Alphabet);
        using var state = TrainingStateFactory.Create(FromModel(string.Concat(Environment.Alphabet.Reverse())), Environment);
        Assert.Equal(state.Tokenizer.VocabularySize, state.Architecture.VocabSize);
    }

    private ModelFileException Refusal(string? alphabet) =>
        Assert.Throws<ModelFileException>(() => TrainingStateFactory.Create(FromModel(alphabet), Environment));

    private RunConfig FromModel(string? alphabet) =>
        Config with { Model = new ModelConfig { Path = _directory }, Tokenizer = new TokenizerConfig { Alphabet = alphabet } };

    private void SaveModel(string alphabet)
    {
        var tokenizer = new CharacterTokenizer(alphabet);
        using var model = TransformerInitialization.Create(ModelArchitecture.Resolve(Config.Model, tokenizer.VocabularySize), seed: 1);
        PretrainedModel.Save(model, _directory);
        CharacterTokenizerFile.Save(tokenizer, Path.Combine(_directory, "tokenizer.json"));
    }
}
