using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Core;

namespace Align.Tests.Algorithms.PromptSelection;

public class BetaPosteriorTests
{
    [Fact]
    public void Successes_and_failures_are_added()
    {
        // Beta(1, 1), 3 of 8: Beta(1 + 3, 1 + 5), mean 4/10, variance 0.4·0.6/11.
        var belief = BetaPosterior.Uniform.After(new RolloutCounts(3, 8), decay: 1, BetaPosterior.Uniform);
        Assert.Equal(new BetaPosterior(4, 6), belief);
        Sample.Close(0.4, belief.Mean);
        Sample.Close(0.24 / 11, belief.Variance);
    }

    [Fact]
    public void The_past_fades_towards_the_prior()
    {
        // λ = 0.5 from Beta(9, 3), prior Beta(1, 2), 2 of 4: α = 4.5 + 0.5 + 2, β = 1.5 + 1 + 2.
        var belief = new BetaPosterior(9, 3).After(new RolloutCounts(2, 4), decay: 0.5, new BetaPosterior(1, 2));
        Assert.Equal(new BetaPosterior(7, 4.5), belief);
    }

    [Fact]
    public void Visited_for_ever_the_belief_weighs_the_prior_and_the_rollouts_of_a_few_steps()
    {
        // s = λs + (1−λ)·2 + n has the fixed point 2 + n/(1−λ): 18 for λ = 0.5 and n = 8.
        var belief = BetaPosterior.Uniform;
        for (var step = 0; step < 60; step++)
        {
            belief = belief.After(new RolloutCounts(step % 9, 8), 0.5, BetaPosterior.Uniform);
        }
        Sample.Close(18, belief.Alpha + belief.Beta);
    }

    [Theory]
    [InlineData(1, 1, 2, 1)]
    [InlineData(0, 1, 1, 2)]
    [InlineData(5, 13, 6, 9)]
    public void The_number_of_rollouts_is_the_true_one(int successes, int rollouts, double alpha, double beta) =>
        Assert.Equal(new BetaPosterior(alpha, beta), BetaPosterior.Uniform.After(new RolloutCounts(successes, rollouts), 1, BetaPosterior.Uniform));

    [Fact]
    public void No_rollouts_change_nothing() =>
        Assert.Equal(new BetaPosterior(9, 3), new BetaPosterior(9, 3).After(default, 0.5, BetaPosterior.Uniform));

    [Fact]
    public void Counts_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaPosterior.Uniform.After(new RolloutCounts(3, 2), 1, BetaPosterior.Uniform));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaPosterior.Uniform.After(new RolloutCounts(1, 2), 1.5, BetaPosterior.Uniform));
    }

    [Fact]
    public void Rollouts_made_before_count_by_their_weight() =>
        // 5 of 8 three times: 1 + 15, 1 + 9.
        Assert.Equal(new BetaPosterior(16, 10), BetaPosterior.Uniform.Informed(new RolloutCounts(5, 8), weight: 3));

    [Fact]
    public void The_cumulative_of_whole_parameters_is_a_binomial_sum()
    {
        // I_x(2, 3) = Σ_{j=2..4} C(4, j) x^j (1−x)^(4−j); at 0.5: (6 + 4 + 1)/16.
        Sample.Close(11.0 / 16, new BetaPosterior(2, 3).Cumulative(0.5));
        Assert.Equal(0, new BetaPosterior(2, 3).Cumulative(0));
        Assert.Equal(1, new BetaPosterior(2, 3).Cumulative(1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(17, 33)]
    [InlineData(0.3, 0.4)]
    [InlineData(1, 90)]
    public void Draws_follow_the_distribution(double alpha, double beta)
    {
        // Kolmogorov and Smirnov: the greatest distance of the empirical distribution; 1.95/√n is passed by chance once in 1,000.
        const int count = 4000;
        var belief = new BetaPosterior(alpha, beta);
        var draws = Enumerable.Range(0, count).Select(i => belief.Sample(RandomStream.Create(11, RandomPurpose.Posterior, 0, i))).Order().ToArray();
        var distance = draws.Select((draw, i) => Math.Max(Math.Abs(belief.Cumulative(draw) - ((double)i / count)), Math.Abs(belief.Cumulative(draw) - ((i + 1.0) / count)))).Max();
        Assert.True(distance < 1.95 / Math.Sqrt(count), $"distance {distance:R}");
    }

    [Fact]
    public void Extreme_beliefs_are_drawn_within_the_unit_interval()
    {
        foreach (var belief in new BetaPosterior[] { new(1e-3, 1e-3), new(1e6, 1e-3), new(1e-3, 1e6), new(1e6, 1e6) })
        {
            var draws = Enumerable.Range(0, 200).Select(i => belief.Sample(RandomStream.Create(3, RandomPurpose.Posterior, 1, i))).ToArray();
            Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        }
    }
}
