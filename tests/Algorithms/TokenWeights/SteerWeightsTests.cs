using System.ComponentModel.DataAnnotations;
using Align.Algorithms.TokenWeights;

namespace Align.Tests.Algorithms.TokenWeights;

public class SteerWeightsTests
{
    private static Tensor Mask => Sample.Mask(2, 3, 1, 1, 1, 1, 0, 0);

    [Fact]
    public void The_exponential_map_by_hand()
    {
        // Ω = 0, 0.1, 0.2 | 0.05; k = −ln 0.8/0.2, so w = 0.8^(Ω/0.2).
        var omega = Sample.Matrix(2, 3, 0, 0.1, 0.2, 0.05, 9, 9);
        var weights = EntropyWeights.Exponential(omega, Mask, EntropyWeights.Measure(omega, Mask), 0.8);
        Sample.Close([1, Math.Pow(0.8, 0.5), 0.8, Math.Pow(0.8, 0.25), 0, 0], Sample.Values(weights));
    }

    [Fact]
    public void Below_the_floor_the_exponential_map_stays_near_one()
    {
        // The greatest Ω is 0.005: w = 0.8^(0.005/0.02).
        var omega = Sample.Matrix(1, 2, 0.005, 0);
        var mask = Sample.Mask(1, 2, 1, 1);
        var weights = EntropyWeights.Exponential(omega, mask, EntropyWeights.Measure(omega, mask), 0.8);
        Sample.Close([Math.Pow(0.8, 0.25), 1], Sample.Values(weights));
    }

    [Fact]
    public void The_linear_map_by_hand()
    {
        // Ω from 0.1 to 0.5, w from 1.2 to 0.8: at 0.2 it is 1.1.
        var omega = Sample.Matrix(2, 3, 0.1, 0.2, 0.5, 0.3, 0, 9);
        var weights = EntropyWeights.Linear(omega, Mask, EntropyWeights.Measure(omega, Mask), 0.8, 1.2);
        Sample.Close([1.2, 1.1, 0.8, 1.0, 0, 0], Sample.Values(weights));
    }

    [Fact]
    public void Equal_magnitudes_get_the_middle_of_the_linear_map()
    {
        var omega = Sample.Matrix(2, 3, 0.1, 0.1, 0.1, 0.1, 5, 5);
        var weights = EntropyWeights.Linear(omega, Mask, EntropyWeights.Measure(omega, Mask), 0.8, 1.4);
        Sample.Close([1.1, 1.1, 1.1, 1.1, 0, 0], Sample.Values(weights));
    }

    [Theory]
    [InlineData(WeightMap.Exp)]
    [InlineData(WeightMap.Linear)]
    public void A_batch_without_a_token_has_no_weights(WeightMap map)
    {
        var weighting = new SteerWeights { Map = map };
        var tokens = Tokens(2) with { Mask = torch.zeros([2, 5], dtype: ScalarType.Bool) };
        var measured = weighting.Measure(tokens);
        Assert.Equal(0, measured.Tokens);
        Assert.All(Sample.Values(weighting.Compute(tokens, measured)), weight => Assert.Equal(0, weight));
    }

    [Theory]
    [InlineData(WeightMap.Exp, EntropyEstimator.Code)]
    [InlineData(WeightMap.Exp, EntropyEstimator.OwnLogit)]
    [InlineData(WeightMap.Linear, EntropyEstimator.Code)]
    public void The_cut_into_micro_batches_changes_no_weight(WeightMap map, EntropyEstimator estimator)
    {
        var weighting = new SteerWeights { Map = map, Estimator = estimator };
        var all = Tokens(6);
        var whole = weighting.Compute(all, weighting.Measure(all));
        WeightedTokens[] parts = [Rows(all, 0, 1), Rows(all, 1, 3), Rows(all, 4, 2)];
        var merged = parts.Select(weighting.Measure).Aggregate(default(WeightMeasurement), (sum, part) => sum.Merge(part));
        Assert.Equal(weighting.Measure(all), merged);
        Assert.Equal(Sample.Values(whole), parts.SelectMany(part => Sample.Values(weighting.Compute(part, merged))));
    }

    [Fact]
    public void Weights_lie_in_their_range_and_a_token_of_no_advantage_weighs_most()
    {
        var tokens = Tokens(6) with { Advantages = Sample.Vector(1, 0, -1, 2, -0.5, 0) };
        foreach (var (map, most) in new[] { (WeightMap.Exp, 1.0), (WeightMap.Linear, 1.2) })
        {
            var weighting = new SteerWeights { Map = map };
            var weights = weighting.Compute(tokens, weighting.Measure(tokens));
            var inside = Sample.Values(weights.masked_select(tokens.Mask));
            Sample.Close(0.8, inside.Min());
            Sample.Close(most, inside.Max());
            Sample.Close(most, Sample.Values(weights)[5]); // Row 1, token 0: advantage 0.
            Assert.All(Sample.Values(weights.masked_select(tokens.Mask.logical_not())), weight => Assert.Equal(0, weight));
        }
    }

    [Fact]
    public void Weights_keep_the_type_of_the_log_probabilities_and_carry_no_gradient()
    {
        var tokens = Tokens(2);
        var single = new WeightedTokens
        {
            LogProbs = tokens.LogProbs.to(ScalarType.Float32).requires_grad_(),
            OldLogProbs = tokens.OldLogProbs.to(ScalarType.Float32),
            OldEntropy = tokens.OldEntropy.to(ScalarType.Float32),
            Advantages = tokens.Advantages.to(ScalarType.Float32),
            Mask = tokens.Mask,
        };
        var weighting = new SteerWeights();
        var weights = weighting.Compute(single, weighting.Measure(single));
        Assert.Equal(ScalarType.Float32, weights.dtype);
        Assert.False(weights.requires_grad);
    }

    [Fact]
    public void A_weight_without_effect_or_an_empty_range_is_refused()
    {
        Assert.Single(new SteerWeights { WeightMax = 1.2 }.Validate(new ValidationContext(new object())));
        Assert.Single(new SteerWeights { Map = WeightMap.Linear, WeightMin = 0.9, WeightMax = 0.8 }.Validate(new ValidationContext(new object())));
        Assert.Empty(new SteerWeights { Map = WeightMap.Linear }.Validate(new ValidationContext(new object())));
        Assert.Empty(new SteerWeights().Validate(new ValidationContext(new object())));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        var weighting = new SteerWeights();
        var tokens = Tokens(3);
        weighting.Compute(tokens, weighting.Measure(tokens));
    });

    private static WeightedTokens Tokens(int rows)
    {
        var old = -Sample.Normal(1, 1, rows, 5).abs();
        return new WeightedTokens
        {
            LogProbs = (old + Sample.Normal(2, 0.2, rows, 5)).clamp_max(0),
            OldLogProbs = old,
            OldEntropy = Sample.Normal(3, 1, rows, 5).abs(),
            Advantages = Sample.Normal(4, 1, rows),
            Mask = Sample.LengthMask(5, [.. Enumerable.Range(0, rows).Select(row => 5 - (row % 3))]),
        };
    }

    private static WeightedTokens Rows(WeightedTokens all, long start, long count) => new()
    {
        LogProbs = all.LogProbs.narrow(0, start, count),
        OldLogProbs = all.OldLogProbs.narrow(0, start, count),
        OldEntropy = all.OldEntropy.narrow(0, start, count),
        Advantages = all.Advantages.narrow(0, start, count),
        Mask = all.Mask.narrow(0, start, count),
    };
}
