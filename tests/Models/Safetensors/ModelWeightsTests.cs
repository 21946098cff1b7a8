using System.Security.Cryptography;
using Align.Models;
using Align.Models.Safetensors;
using Align.Models.Transformers;

namespace Align.Tests.Models.Safetensors;

public sealed class ModelWeightsTests : IDisposable
{
    private static readonly TransformerConfig Shape = TransformerPresets.Create("tiny", 11) with { HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 1, NumAttentionHeads = 2, NumKeyValueHeads = 1 };
    private readonly TemporaryDirectory _directory = new();
    private readonly DecoderTransformer _model = TransformerInitialization.Create(Shape, seed: 1);

    public void Dispose()
    {
        _model.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Loaded_weights_are_those_that_were_saved()
    {
        using var other = TransformerInitialization.Create(Shape, seed: 2);
        Assert.NotEqual(Hash(_model), Hash(other));

        ModelWeights.Load(other, Save(_model.state_dict()));

        Assert.Equal(Hash(_model), Hash(other));
    }

    [Fact]
    public void Every_difference_is_listed_and_nothing_is_loaded()
    {
        using var scope = torch.NewDisposeScope();
        using var other = TransformerInitialization.Create(Shape, seed: 2);
        var tensors = other.state_dict();
        tensors["model.norm.gain"] = tensors["model.norm.weight"];
        tensors.Remove("model.norm.weight");
        tensors["model.embed_tokens.weight"] = torch.ones(12, 16);
        tensors["model.layers.0.mlp.up_proj.weight"] = tensors["model.layers.0.mlp.up_proj.weight"].to(ScalarType.Float64);
        var before = Hash(_model);

        var exception = Assert.Throws<ModelFileException>(() => ModelWeights.Load(_model, Save(tensors)));

        Assert.Equal("ModelMismatch", exception.Check);
        Assert.Contains("4 differences", exception.Message, StringComparison.Ordinal);
        Assert.Contains("missing 'model.norm.weight' F32[16]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("extra 'model.norm.gain' F32[16]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("shape of 'model.embed_tokens.weight': file F32[12, 16], model F32[11, 16]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("dtype of 'model.layers.0.mlp.up_proj.weight': file F64[24, 16], model F32[24, 16]", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash(_model));
    }

    [Fact]
    public void A_weight_that_is_not_finite_leaves_the_model_as_it_was()
    {
        using var scope = torch.NewDisposeScope();
        using var other = TransformerInitialization.Create(Shape, seed: 2);
        var tensors = other.state_dict();
        tensors["model.norm.weight"] = torch.full([16], float.PositiveInfinity);
        var path = Save(tensors);
        var before = Hash(_model);

        var exception = Assert.Throws<ModelFileException>(() => ModelWeights.Load(_model, path));

        Assert.Equal("NonFiniteValue", exception.Check);
        Assert.Contains("'model.norm.weight'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash(_model));
    }

    [Fact]
    public void A_tensor_in_two_files_is_a_difference()
    {
        var path = Save(_model.state_dict());
        using var file = SafetensorsFile.Open(path);
        using var again = SafetensorsFile.Open(path);

        var exception = Assert.Throws<ModelFileException>(() => ModelWeights.Load(_model, [file, again]));

        Assert.Contains("repeated 'model.norm.weight'", exception.Message, StringComparison.Ordinal);
    }

    private string Save(Dictionary<string, Tensor> tensors)
    {
        var path = _directory.File(Guid.NewGuid() + ".safetensors");
        using var output = File.Create(path);
        SafetensorsWriter.Write(output, tensors);
        return path;
    }

    private static string Hash(DecoderTransformer model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in model.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)) hash.AppendData(tensor.bytes);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
