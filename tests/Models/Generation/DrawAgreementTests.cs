using Align.Core;
using Align.Kernels.Decoding;
using Align.Models.Generation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Models.Generation;

/// <summary>The engine's draw and the plain path's are one rule: the same logits and the same number give the same token.</summary>
public sealed class DrawAgreementTests
{
    [Fact]
    public void The_engine_draws_as_the_plain_path_does()
    {
        var cases = (from count in Gen.Choose(1, 200)
                     from logits in Gen.ArrayOf(Gen.Choose(-400, 400).Select(value => value / 37f), count)
                     from ties in Gen.Choose(0, 3)
                     from k in Gen.Choose(0, count + 1)
                     from p in Gen.Choose(1, 100)
                     from minimum in Gen.Choose(0, 30)
                     from temperature in Gen.Choose(0, 300)
                     from seed in Gen.Choose(0, 1_000_000)
                     select (Logits: ties == 0 ? Array.ConvertAll(logits, MathF.Round) : logits, Seed: seed,
                         Options: new SamplingOptions { MaxNewTokens = 1, TopK = k, TopP = p / 100.0, MinP = minimum / 100.0, Temperature = temperature / 100.0 })).ToArbitrary();

        Prop.ForAll(cases, each =>
        {
            Assert.True(new TokenSampler(each.Options, each.Logits.Length).TrySample(each.Logits, Stream(each.Seed), out var plain));
            var engine = Draw(each.Logits, each.Options, Stream(each.Seed).NextDouble());
            return plain.Id == engine.Token
                && Math.Abs(plain.LogProb - engine.LogProb) <= 1e-5
                && Math.Abs(plain.ProcessedLogProb - engine.ProcessedLogProb) <= 1e-5
                && Math.Abs(plain.Entropy - engine.Entropy) <= 1e-5;
        }).QuickCheckThrowOnFailure();
    }

    private static RandomStream Stream(int seed) => RandomStream.Create(seed, RandomPurpose.Rollout);

    // A model of width 1 whose head holds the logits: its block adds nothing and its norm gives 1.
    private static DrawnToken Draw(float[] logits, SamplingOptions options, double uniform)
    {
        using var scope = torch.NewDisposeScope();
        var shape = new DecoderShape(Layers: 1, Hidden: 1, FeedForward: 1, Heads: 1, KeyHeads: 1, HeadDim: 2, logits.Length, NormEpsilon: 0);
        var layer = new LayerTensors(
            torch.ones(1), torch.zeros(2, 1), torch.zeros(2, 1), torch.zeros(2, 1), torch.zeros(1, 2), torch.ones(1), torch.zeros(1, 1), torch.zeros(1, 1), torch.zeros(1, 1));
        var tensors = new DecoderTensors(torch.ones(logits.Length, 1), torch.ones(1), torch.tensor(logits, [logits.Length, 1]), [layer]);
        using var weights = new PackedWeights(shape, tensors, threads: 1);
        using var decoder = new NativeDecoder(weights, [1], [0], maxRows: 1, maxLogitsRows: 1, threads: 1);
        decoder.Reserve(1);
        var drawn = new DrawnToken[1];
        decoder.Step([0], 1, [new TokenRow(0, 0, 0, 0)], [new TokenDraw(0, uniform)], drawn, new DrawOptions(options.Temperature, options.TopP, options.MinP, options.TopK));
        return drawn[0];
    }
}
