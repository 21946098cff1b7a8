using Align.Core;
using Align.Models.Generation;
using Align.Models.Transformers;

namespace Align.Tests.Models.Generation;

/// <summary>Models of all the forms that the engine reads, and requests to them.</summary>
internal static class DecodeEngineModels
{
    private static readonly TransformerConfig Small = new()
    {
        VocabSize = 37,
        HiddenSize = 24,
        IntermediateSize = 52,
        NumHiddenLayers = 2,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        MaxPositionEmbeddings = 700,
    };

    private static readonly Dictionary<string, TransformerConfig> Configs = new()
    {
        ["preset"] = TransformerPresets.Create("tiny", 19),
        ["one head"] = Small with { NumAttentionHeads = 1, NumKeyValueHeads = 1, HeadDim = 2 },
        ["many query heads"] = Small with { HiddenSize = 44, NumAttentionHeads = 22, NumKeyValueHeads = 2, HeadDim = 10, VocabSize = 300 },
        ["untied qwen3"] = Small with { ModelType = TransformerFamily.Qwen3, TieWordEmbeddings = false, HeadDim = 18 },
        ["biased llama"] = Small with { ModelType = TransformerFamily.Llama, AttentionBias = true, NumKeyValueHeads = 4, RmsNormEps = 1e-3, RopeTheta = 500 },
        ["wide"] = Small with { HiddenSize = 320, IntermediateSize = 600, NumKeyValueHeads = 1, VocabSize = 64 },
    };

    public static IEnumerable<string> Names => [.. Configs.Keys, "qwen2-tiny", "qwen3-tiny", "llama3-tiny"];

    /// <summary>Published tiny checkpoints by their folder; the others with wider weights than those of training, so that the distribution is far from uniform.</summary>
    public static DecoderTransformer Create(string name)
    {
        if (!Configs.TryGetValue(name, out var config)) return ModelFixture.Read(name).LoadModel(ScalarType.Float32);
        var model = TransformerInitialization.Create(config, seed: 5);
        using var noGrad = torch.no_grad();
        foreach (var (index, (parameterName, parameter)) in model.named_parameters().Index())
        {
            if (parameter.dim() == 2) parameter.mul_(24 / Math.Sqrt(config.HiddenSize));
            // Gains and biases that differ from unit to unit.
            else parameter.add_(torch.arange(parameter.numel(), dtype: ScalarType.Float32).mul(0.7).add(index).sin().mul(0.2));
        }
        return model;
    }

    /// <summary>Prompts of many lengths, around whole pages among them, each with several samples.</summary>
    public static GenerationRequest[] Requests(DecoderTransformer model, int prompts, int samples) =>
        [.. Enumerable.Range(0, prompts).SelectMany(prompt => Enumerable.Range(0, samples).Select(sample => Request(model, prompt, sample)))];

    public static GenerationRequest Request(DecoderTransformer model, int prompt, int sample)
    {
        int[] lengths = [1, 16, 5, 33, 15, 17, 48, 2];
        var length = lengths[prompt % lengths.Length];
        var ids = Enumerable.Range(0, length).Select(place => 3 + ((place * 5) + (prompt * 3)) % (model.Config.VocabSize - 3));
        return new(prompt, sample, [.. ids], Stream(prompt, sample));
    }

    public static RandomStream Stream(int prompt, int sample = 0) =>
        RandomStream.Create(11, RandomPurpose.Rollout, promptId: prompt, sampleIndex: sample);
}
