using Align.Models.Adapters;
using Align.Models.Transformers;
using Align.Tests.Training.Preference;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;

namespace Align.Tests.Training.Configuration;

/// <summary>What a plan says of stages with adapters.</summary>
public sealed class AdapterPlanTests
{
    [Theory]
    [InlineData("q_proj")]
    [InlineData("k_proj", "o_proj")]
    [InlineData("gate_proj", "up_proj", "down_proj")]
    public void The_forecast_counts_the_parameters_that_an_adapter_has(params string[] modules)
    {
        var shape = TransformerPresets.Create("tiny", 20);
        using var model = TransformerInitialization.Create(shape, seed: 1);
        var config = new LoraConfig { R = 3, TargetModules = [.. modules] };
        using var adapter = LoraAdapter.Create(model, config.ToOptions(), seed: 1);

        Assert.Equal(adapter.Parameters.Sum(parameter => parameter.numel()), config.ParameterCount(shape));
    }

    [Fact]
    public void Gradients_and_moments_are_those_of_the_adapter_and_there_is_no_reference_copy()
    {
        var stage = PreferenceStages.Of("dpo", new Align.Algorithms.PreferenceLosses.DpoLoss());
        var shape = TransformerPresets.Create("tiny", 20);
        var whole = MemoryForecast.Of(TinyTraining.Config(stage), shape, 8, 8);
        var adapted = MemoryForecast.Of(TinyTraining.Config(stage with { Lora = new LoraConfig { R = 1 } }), shape, 8, 8);

        Assert.Equal(4 * new LoraConfig { R = 1 }.ParameterCount(shape), Bytes(adapted, "gradients"));
        Assert.Equal(2 * Bytes(adapted, "gradients"), Bytes(adapted, "AdamW moments"));
        Assert.Equal((Bytes(whole, "parameters"), 0L), (Bytes(whole, "reference copy"), Bytes(adapted, "reference copy")));
    }

    [Fact]
    public void Logits_in_chunks_take_less_and_a_narrower_type_half()
    {
        var config = TinyTraining.Config(PreferenceStages.Of("dpo", new Align.Algorithms.PreferenceLosses.DpoLoss()));
        var shape = TransformerPresets.Create("tiny", 50_000);
        var examples = new Dictionary<int, StageExamples> { [0] = new(64, 0, 0, 640, 10) };
        // 4 pairs a micro-batch, 2 sequences each, of 10 tokens: 80, of which 20 at a time have logits, three tensors over the vocabulary.
        MemoryForecast Of(int chunk, ModelDtype dtype = ModelDtype.Float32) => MemoryForecast.Of(
            config with { Runtime = config.Runtime with { LogitsChunkTokens = chunk }, Model = config.Model with { Dtype = dtype } }, shape, 8, 8, examples);

        Assert.Equal(4L * 60 * 3 * 50_000, Bytes(Of(0), "activations") - Bytes(Of(20), "activations"));
        Assert.Equal(Bytes(Of(0), "activations"), Bytes(Of(2048), "activations"));
        Assert.Equal(Bytes(Of(20), "activations") / 2, Bytes(Of(20, ModelDtype.Bfloat16), "activations"));
    }

    [Fact]
    public void A_continual_stage_says_how_many_steps_and_measurements_it_has()
    {
        // 12 steps in each of 2 domains, and 3 measurements: 27 steps of the stage.
        var lines = BatchArithmetic.Describe(ContinualSamples.Cofs, new RuntimeConfig(), null);

        Assert.Equal(27, ContinualSamples.Cofs.Steps);
        Assert.Contains("× 12 steps × 2 domains = 24 optimizer steps, and 3 measurements on 8 held-out pairs a domain", lines);
    }

    private static long Bytes(MemoryForecast forecast, string name) => forecast.Items.Single(item => item.Name.StartsWith(name, StringComparison.Ordinal)).Bytes;
}
