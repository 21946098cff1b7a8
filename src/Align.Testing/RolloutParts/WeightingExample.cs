using System.Collections.Immutable;
using Align.Algorithms.TokenWeights;
using Align.Core;

namespace Align.Testing;

/// <summary>A micro-batch of random tokens.</summary>
/// <param name="Seed">Of its numbers.</param>
/// <param name="Lengths">Tokens that count in each row, 0 to <see cref="Width"/>.</param>
public sealed record WeightingExample(int Seed, ImmutableArray<int> Lengths)
{
    /// <summary>Tokens of a row.</summary>
    public const int Width = 5;

    /// <summary>The tokens in float64; belong to the caller's dispose scope.</summary>
    public WeightedTokens ToTokens()
    {
        var random = RandomStream.Create(Seed, RandomPurpose.Control);
        Tensor Numbers(Func<double> next) => torch.tensor(Enumerable.Range(0, Lengths.Length * Width).Select(_ => next()).ToArray(), [Lengths.Length, Width], dtype: ScalarType.Float64);
        var old = Numbers(() => -Math.Abs(2 * random.NextGaussian()));
        return new WeightedTokens
        {
            OldLogProbs = old,
            LogProbs = (old + Numbers(() => 0.3 * random.NextGaussian())).clamp_max(0),
            OldEntropy = Numbers(() => Math.Abs(random.NextGaussian())),
            Advantages = Numbers(random.NextGaussian),
            Mask = torch.tensor(Lengths.SelectMany(length => Enumerable.Range(0, Width).Select(token => token < length)).ToArray(), [Lengths.Length, Width]),
        };
    }
}
