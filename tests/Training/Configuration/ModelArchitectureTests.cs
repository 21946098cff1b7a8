using Align.Models;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Tests.Training.Configuration;

/// <summary>A model has one row of its embedding for each token: an id without a text would end the run that samples it.</summary>
public sealed class ModelArchitectureTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("align-architecture-").FullName;

    public ModelArchitectureTests() =>
        File.WriteAllText(ConfigFile, TransformerConfigFile.Serialize(TransformerPresets.Create("tiny", vocabSize: 40)));

    private string ConfigFile => Path.Combine(_directory, "config.json");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Random_weights_take_the_vocabulary_of_the_tokenizer() =>
        Assert.Equal(15, ModelArchitecture.Resolve(new ModelConfig { Config = ConfigFile }, 15).VocabSize);

    [Theory]
    [InlineData(39)]
    [InlineData(41)]
    public void Weights_with_more_or_fewer_rows_than_the_tokenizer_has_tokens_are_refused(int tokens)
    {
        var failure = Assert.Throws<ModelFileException>(() => ModelArchitecture.Resolve(new ModelConfig { Path = _directory }, tokens));
        Assert.Equal((ConfigFile, "OtherVocabulary"), (failure.File, failure.Check));
        Assert.Equal(40, ModelArchitecture.Resolve(new ModelConfig { Path = _directory }, 40).VocabSize);
    }
}
