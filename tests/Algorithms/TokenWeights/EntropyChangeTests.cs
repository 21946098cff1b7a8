using Align.Algorithms.PolicyLosses;
using Align.Algorithms.Statistics;
using Align.Algorithms.TokenWeights;
using Align.Core;

namespace Align.Tests.Algorithms.TokenWeights;

public class EntropyChangeTests
{
    private static Tensor One => Sample.Mask(1, 1, 1);

    [Theory]
    [InlineData(EntropyEstimator.Code, 1)]
    [InlineData(EntropyEstimator.OwnLogit, 0.25)]
    public void One_token_by_hand(EntropyEstimator estimator, double factor)
    {
        // p = 1/4, q = 1/2, A = 2, H = 1: −(2/0.5)·(1/4)(3/4)(ln(1/4) + 1), and p times it.
        var expected = -4 * (3.0 / 16) * (Math.Log(0.25) + 1) * factor;
        var change = EntropyChange.Predicted(Log(0.25), Log(0.5), Sample.Vector(2), Sample.Matrix(1, 1, 1), One, estimator);
        Sample.Close(expected, Sample.Value(change));
        Assert.True(expected > 0); // A rare token that gains raises the entropy.
        var magnitude = EntropyChange.Magnitude(Log(0.25), Log(0.5), Sample.Vector(-2), Sample.Matrix(1, 1, 1), One, estimator);
        Sample.Close(expected, Sample.Value(magnitude));
    }

    [Fact]
    public void What_is_not_finite_or_outside_the_mask_counts_as_no_change()
    {
        var change = EntropyChange.Predicted(
            Sample.Matrix(1, 4, -1, double.NaN, -1, -1),
            Sample.Matrix(1, 4, -1, -1, -1, -1),
            Sample.Matrix(1, 4, 1, 1, double.PositiveInfinity, 1),
            Sample.Matrix(1, 4, 0.5, 0.5, 0.5, double.NaN),
            Sample.Mask(1, 4, 1, 1, 1, 0),
            EntropyEstimator.Code);
        var values = Sample.Values(change);
        Assert.NotEqual(0, values[0]);
        Assert.Equal([0, 0, 0], values[1..]);
    }

    [Fact]
    public void A_certain_token_changes_nothing()
    {
        var change = EntropyChange.Magnitude(Log(1), Log(1), Sample.Vector(3), Sample.Matrix(1, 1, 0), One, EntropyEstimator.Code);
        Assert.True(Sample.Value(change) < 1e-7);
    }

    [Fact]
    public void The_first_order_form_is_the_derivative_of_the_exact_one()
    {
        var logits = Sample.Normal(5, 1.5, 2, 3, 7);
        var tokens = torch.tensor([0L, 3, 6, 2, 2, 5], [2, 3]);
        var oldLogProbs = TokenLogProbs.Compute(logits + Sample.Normal(6, 0.1, 2, 3, 7), tokens);
        var advantages = Sample.Normal(7, 1, 2, 3);
        var slope = Sample.Values(SoftmaxEntropyChange.FirstOrder(logits, tokens, oldLogProbs, advantages));
        const double step = 1e-6;
        var up = Sample.Values(SoftmaxEntropyChange.Exact(logits, tokens, oldLogProbs, advantages, step));
        var down = Sample.Values(SoftmaxEntropyChange.Exact(logits, tokens, oldLogProbs, advantages, -step));
        Sample.Close(slope, [.. up.Zip(down, (plus, minus) => (plus - minus) / (2 * step))], 1e-7);
    }

    [Fact]
    public void The_own_logit_form_is_what_is_left_when_the_other_logits_stay()
    {
        // Only the sampled logit moves, by ηA(p/q)(1−p): the difference of entropies over η, numerically.
        var logits = Sample.Normal(9, 1, 1, 1, 6);
        var token = torch.tensor([4L], [1, 1]);
        var (logProb, entropy) = (TokenLogProbs.Compute(logits, token), Entropy.Compute(logits));
        var probability = Math.Exp(Sample.Value(logProb));
        double MovedEntropy(double step)
        {
            var values = Sample.Values(logits);
            values[4] += step * 1.5 * (1 - probability);
            return Sample.Value(Entropy.Compute(torch.tensor(values, [1, 1, 6], dtype: ScalarType.Float64)));
        }
        var predicted = EntropyChange.Predicted(logProb, logProb, Sample.Vector(1.5), entropy, One, EntropyEstimator.OwnLogit);
        Sample.Close((MovedEntropy(1e-6) - MovedEntropy(-1e-6)) / 2e-6, Sample.Value(predicted), 1e-7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void On_random_states_the_own_logit_form_is_better_in_value_and_the_codes_form_in_rank(double scale)
    {
        // 2,000 states of 200 tokens; one token sampled from each, A normal, a step of 1e-3.
        const int states = 2000;
        var logits = Sample.Normal(21, scale, states, 1, 200);
        var random = RandomStream.Create(22, RandomPurpose.Control);
        var tokens = torch.tensor(Enumerable.Range(0, states).Select(state => Pick(Sample.Values(logits[state].softmax(-1)), random.NextDouble())).ToArray(), [states, 1]);
        var (logProbs, advantages) = (TokenLogProbs.Compute(logits, tokens), Sample.Normal(23, 1, states, 1));
        var exact = Sample.Values(SoftmaxEntropyChange.Exact(logits, tokens, logProbs, advantages, 1e-3));
        double[] Predicted(EntropyEstimator estimator) => Sample.Values(
            EntropyChange.Predicted(logProbs, logProbs, advantages, Entropy.Compute(logits), torch.ones([states, 1], dtype: ScalarType.Bool), estimator));
        double[] Sizes(double[] values) => Array.ConvertAll(values, Math.Abs);
        var (own, code) = (Predicted(EntropyEstimator.OwnLogit), Predicted(EntropyEstimator.Code));
        Assert.True(Correlation.Pearson(Sample.Values(SoftmaxEntropyChange.FirstOrder(logits, tokens, logProbs, advantages)), exact) > 0.999);
        Assert.True(Correlation.Pearson(own, exact) > Correlation.Pearson(code, exact) + 0.05);
        Assert.True(Correlation.Spearman(Sizes(code), Sizes(exact)) > Correlation.Spearman(Sizes(own), Sizes(exact)));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        EntropyChange.Magnitude(Log(0.25), Log(0.5), Sample.Vector(2), Sample.Matrix(1, 1, 1), One, EntropyEstimator.Code);
        SoftmaxEntropyChange.Exact(Sample.Normal(5, 1, 1, 1, 7), torch.tensor([2L], [1, 1]), Log(0.5), Sample.Matrix(1, 1, 1), 0.1);
    });

    private static long Pick(double[] probabilities, double at)
    {
        var token = 0;
        for (var sum = probabilities[0]; sum < at && token < probabilities.Length - 1; sum += probabilities[token])
        {
            token++;
        }
        return token;
    }

    private static Tensor Log(double probability) => Sample.Matrix(1, 1, Math.Log(probability));
}
