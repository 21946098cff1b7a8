using Align.Models;
using Align.Models.Safetensors;
using Align.Models.Transformers;

namespace Align.Tests.Models.Transformers;

public sealed class PretrainedModelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_saved_model_loads_back_to_the_bit()
    {
        using var model = TransformerInitialization.Create(TransformerPresets.Create("tiny", 15), seed: 1);
        PretrainedModel.Save(model, _directory.Path);

        using var loaded = PretrainedModel.Load(_directory.Path);

        var expected = model.state_dict();
        Assert.Equal(expected.Count, loaded.state_dict().Count);
        foreach (var (name, tensor) in loaded.state_dict()) Assert.Equal(Values.Of(expected[name]), Values.Of(tensor));
    }

    [Fact]
    public void Bfloat16_weights_can_be_computed_with_in_float32()
    {
        using var model = PretrainedModel.Load(Path.Combine(ModelFixture.Root, "qwen2-tiny-bf16"), ScalarType.Float32);
        using var stored = PretrainedModel.Load(Path.Combine(ModelFixture.Root, "qwen2-tiny-bf16"));

        Assert.Equal((ScalarType.Float32, ScalarType.BFloat16), (model.Dtype, stored.Dtype));
        Assert.Equal(Values.Of(stored.state_dict()["lm_head.weight"]), Values.Of(model.state_dict()["lm_head.weight"]));
    }

    [Fact]
    public void Shards_named_by_an_index_are_read_together()
    {
        using var model = TransformerInitialization.Create(TransformerPresets.Create("tiny", 15), seed: 1);
        PretrainedModel.Save(model, _directory.Path);
        File.Delete(_directory.File("model.safetensors"));
        var halves = model.state_dict().Index().GroupBy(each => each.Index % 2, each => each.Item);
        foreach (var half in halves)
        {
            using var output = File.Create(_directory.File($"part-{half.Key}.safetensors"));
            SafetensorsWriter.Write(output, half.ToDictionary());
        }
        var map = model.state_dict().Keys.Index().Select(each => $"\"{each.Item}\": \"part-{each.Index % 2}.safetensors\"");
        _directory.Write("model.safetensors.index.json", "{\"weight_map\": {" + string.Join(',', map) + "}}");

        using var loaded = PretrainedModel.Load(_directory.Path);

        Assert.Equal(Values.Of(model.state_dict()["model.norm.weight"]), Values.Of(loaded.state_dict()["model.norm.weight"]));
    }

    [Fact]
    public void An_index_that_leaves_the_directory_is_refused()
    {
        File.Copy(Path.Combine(ModelFixture.Root, "qwen2-tiny", "config.json"), _directory.File("config.json"));
        _directory.Write("model.safetensors.index.json", """{"weight_map": {"a": "../model.safetensors"}}""");

        Assert.Equal("InvalidIndex", Assert.Throws<ModelFileException>(() => PretrainedModel.Load(_directory.Path)).Check);
    }

    [Fact]
    public void A_missing_directory_is_a_typed_error() =>
        Assert.Throws<ModelFileException>(() => PretrainedModel.Load(_directory.File("absent")));

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        File.Copy(Path.Combine(ModelFixture.Root, "qwen3-tiny", "config.json"), _directory.File("config.json"));
        File.Copy(Path.Combine(ModelFixture.Root, "qwen2-tiny", "model.safetensors"), _directory.File("model.safetensors"));

        var exception = Assert.Throws<ModelFileException>(() => PretrainedModel.Load(_directory.Path));

        Assert.Contains("missing 'model.layers.0.self_attn.q_norm.weight' F32[16]", exception.Message, StringComparison.Ordinal);
    }
}
