using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers;

namespace Align.Tests.Models.Adapters;

/// <summary>A small model, adapters with values in both factors, and tokens to read.</summary>
internal static class AdapterSamples
{
    public static readonly TransformerConfig Shape = new()
    {
        VocabSize = 20,
        HiddenSize = 16,
        IntermediateSize = 24,
        NumHiddenLayers = 2,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        HeadDim = 4,
        MaxPositionEmbeddings = 64,
    };

    public static DecoderTransformer NewModel(ScalarType dtype = ScalarType.Float32)
    {
        var model = TransformerInitialization.Create(Shape, seed: 7, dtype);
        // Larger weights than a fresh model's, so that differences show.
        using var noGrad = torch.no_grad();
        foreach (var parameter in model.parameters().Where(parameter => parameter.dim() >= 2)) parameter.mul_(10);
        return model;
    }

    /// <summary>An adapter that changes something: B is not 0.</summary>
    public static LoraAdapter NewAdapter(DecoderTransformer model, int index = 0, LoraOptions? options = null)
    {
        var adapter = LoraAdapter.Create(model, options ?? new LoraOptions { Rank = 3, Alpha = 6 }, seed: 11, index);
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var (number, parameter) in adapter.Parameters.Index().Where(pair => pair.Index % 2 == 1))
        {
            var stream = RandomStream.Create(11, RandomPurpose.Control, index, number);
            parameter.copy_(torch.tensor(Enumerable.Range(0, (int)parameter.numel()).Select(_ => 0.1 * stream.NextGaussian()).ToArray(), parameter.shape));
        }
        return adapter;
    }

    public static Tensor Ids() => torch.tensor([3L, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 5]);

    /// <summary>Logits as they are now, in double precision.</summary>
    public static double[] Logits(DecoderTransformer model)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return [.. model.call(Ids(), null).to(ScalarType.Float64).contiguous().data<double>()];
    }

    public static double LargestDifference(double[] left, double[] right) => left.Zip(right, (a, b) => Math.Abs(a - b)).Max();
}
