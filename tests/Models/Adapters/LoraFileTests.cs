using Align.Models;
using Align.Models.Adapters;
using Align.Models.Safetensors;
using Align.Models.Transformers;

namespace Align.Tests.Models.Adapters;

public sealed class LoraFileTests : IDisposable
{
    private readonly DecoderTransformer _model = AdapterSamples.NewModel();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _model.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void What_is_saved_is_read_back_under_PEFT_s_names()
    {
        using var adapter = AdapterSamples.NewAdapter(_model, options: new LoraOptions { Rank = 2, Alpha = 4, Dropout = 0.1, TargetModules = ["q_proj", "down_proj"] });
        LoraFile.Save(adapter, _directory.Path);

        using var read = LoraFile.Load(_model, _directory.Path);

        Assert.Equal((2, 4.0, 0.1), (read.Options.Rank, read.Options.Alpha, read.Options.Dropout));
        Assert.Equal(adapter.Options.TargetModules.ToArray(), read.Options.TargetModules.ToArray());
        Assert.Equal(adapter.Parameters.Select(Values.Of), read.Parameters.Select(Values.Of));
        using var file = SafetensorsFile.Open(_directory.File("adapter_model.safetensors"));
        Assert.Contains(file.Header.Tensors, entry => entry.Name == "base_model.model.model.layers.1.mlp.down_proj.lora_B.weight");
    }

    [Fact]
    public void An_adapter_of_another_shape_is_refused()
    {
        using var adapter = AdapterSamples.NewAdapter(_model);
        LoraFile.Save(adapter, _directory.Path);
        using var wider = TransformerInitialization.Create(AdapterSamples.Shape with { HiddenSize = 32 }, seed: 1);

        Assert.Throws<ModelFileException>(() => LoraFile.Load(wider, _directory.Path));
    }

    [Theory]
    [InlineData("""{"peft_type": "IA3", "r": 2, "lora_alpha": 4, "target_modules": ["q_proj"]}""", "peft_type")]
    [InlineData("""{"peft_type": "LORA", "r": 2, "lora_alpha": 4, "target_modules": ["q_proj"], "use_dora": true}""", "use_dora")]
    [InlineData("""{"peft_type": "LORA", "r": 2, "lora_alpha": 4, "target_modules": ["q_proj"], "bias": "all"}""", "bias")]
    [InlineData("""{"peft_type": "LORA", "r": 0, "lora_alpha": 4, "target_modules": ["q_proj"]}""", "rank is 0")]
    [InlineData("""{"peft_type": "LORA", "r": 2, "target_modules": ["q_proj"]}""", "InvalidAdapter")]
    public void A_configuration_that_means_something_else_is_refused(string json, string word)
    {
        _directory.Write("adapter_config.json", json);

        Assert.Contains(word, Assert.Throws<ModelFileException>(() => LoraFile.Load(_model, _directory.Path)).Message, StringComparison.Ordinal);
    }
}
