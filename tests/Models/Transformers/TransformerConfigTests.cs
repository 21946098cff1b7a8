using Align.Models;
using Align.Models.Transformers;

namespace Align.Tests.Models.Transformers;

public sealed class TransformerConfigTests
{
    private const string Minimal =
        """{"model_type":"qwen2","vocab_size":97,"hidden_size":64,"intermediate_size":160,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,"max_position_embeddings":128}""";

    [Fact]
    public void The_llama_fixture_is_read_whole()
    {
        var config = TransformerConfigFile.Load(Path.Combine(ModelFixture.Root, "llama3-tiny", "config.json"));

        Assert.Equal(TransformerFamily.Llama, config.ModelType);
        Assert.Equal((89, 64, 128, 2), (config.VocabSize, config.HiddenSize, config.IntermediateSize, config.NumHiddenLayers));
        Assert.Equal((4, 2, 16, 256), (config.NumAttentionHeads, config.NumKeyValueHeads, config.HeadDim, config.MaxPositionEmbeddings));
        Assert.Equal((1e-5, 500_000.0), (config.RmsNormEps, config.RopeTheta));
        Assert.Equal(new RopeScaling(8, 1, 4, 64), config.RopeScaling);
        Assert.False(config.TieWordEmbeddings || config.HasQueryKeyValueBias || config.HasOutputBias || config.HasHeadNorms);
        Assert.Equal(1, config.BosTokenId);
        Assert.Equal([2], config.EosTokenIds);
    }

    [Theory]
    [InlineData("qwen2-tiny")]
    [InlineData("qwen3-tiny")]
    [InlineData("llama3-tiny")]
    public void What_is_written_reads_back_the_same(string name)
    {
        var config = TransformerConfigFile.Load(Path.Combine(ModelFixture.Root, name, "config.json"));

        var again = TransformerConfigFile.Parse(TransformerConfigFile.Serialize(config), "config.json");

        Assert.Equal(config.EosTokenIds, again.EosTokenIds);
        Assert.Equal(Plain(config), Plain(again));
        Assert.Equal(TransformerConfigFile.Serialize(config), TransformerConfigFile.Serialize(again));

        // Lists compare by reference, and an absent head_dim is written out.
        static TransformerConfig Plain(TransformerConfig value) => value with { EosTokenIds = Array.Empty<int>(), HeadDim = value.HeadDim };
    }

    [Theory]
    [InlineData("\"model_type\":\"qwen2\"", "\"model_type\":\"gpt2\"", "model_type is 'gpt2'")]
    [InlineData("\"model_type\":\"qwen2\",", "", "model_type is ''")]
    [InlineData("\"vocab_size\":97", "\"hidden_act\":\"gelu\"", "hidden_act is 'gelu'; vocab_size is missing")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":\"97\"", "vocab_size is 97 and must be a whole number")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":0", "vocab_size is 0 and must be at least 1")]
    [InlineData("\"num_key_value_heads\":2", "\"num_key_value_heads\":3", "num_key_value_heads is 3 and must divide")]
    [InlineData("\"num_key_value_heads\":2", "\"head_dim\":15", "head_dim is 15 and must be even")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":97,\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4.0}", "kind 'yarn' and only 'llama3'")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":97,\"rope_scaling\":{\"rope_type\":\"llama3\"}", "rope_scaling.factor is missing")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":97,\"use_sliding_window\":true", "sliding windows are not supported")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":97,\"mlp_bias\":true", "feed-forward biases are not supported")]
    [InlineData("\"vocab_size\":97", "\"vocab_size\":97,\"vocab_size\":98", "JSON object")]
    [InlineData("{", "[{", "JSON object")]
    [InlineData(Minimal, "[]", "holds a JSON Array")]
    public void What_cannot_be_computed_is_refused_by_name(string from, string to, string message)
    {
        var json = Minimal.Replace(from, to, StringComparison.Ordinal);

        var exception = Assert.Throws<ModelFileException>(() => TransformerConfigFile.Parse(json, "config.json"));

        foreach (var part in message.Split("; ")) Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_keys_have_the_published_defaults()
    {
        var config = TransformerConfigFile.Parse(Minimal, "config.json");

        Assert.Equal((16, 1e-6, 10_000.0, false), (config.HeadDim, config.RmsNormEps, config.RopeTheta, config.TieWordEmbeddings));
        Assert.True(config.HasQueryKeyValueBias);
    }

    [Fact]
    public void The_tiny_preset_has_the_parameters_that_its_shape_says()
    {
        // d 128, f 384, 4 blocks, 4 heads of 32, 2 of them with keys and values, V 15, tied, biases on q, k and v:
        // embedding 15*128 = 1,920; a block: q, o 2*128*128 = 32,768; k, v 2*128*64 = 16,384; biases 128+64+64 = 256;
        // feed-forward 3*128*384 = 147,456; norms 256: 197,120 in all; 4 blocks 788,480; last norm 128.
        Assert.Equal(1_920 + 788_480 + 128, TransformerPresets.Create("tiny", 15).ParameterCount);
    }

    [Fact]
    public void An_unknown_preset_is_refused_with_the_known_ones()
    {
        var exception = Assert.Throws<ArgumentException>(() => TransformerPresets.Create("huge", 15));

        Assert.Contains("tiny, small", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_shape_are_found_at_once()
    {
        var config = TransformerPresets.Create("tiny", 15) with { VocabSize = 0, HiddenSize = 0, RopeTheta = double.NaN, NumKeyValueHeads = 3 };

        Assert.Equal(5, config.Validate().Count);
    }
}
