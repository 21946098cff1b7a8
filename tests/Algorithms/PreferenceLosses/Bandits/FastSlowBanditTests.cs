using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>OFS-DPO in one domain and COFS-DPO over two (arXiv:2406.05534), as an independent implementation found them on a log-linear bandit.</summary>
public sealed class FastSlowBanditTests
{
    private const int Features = 48, Pairs = 6_000;
    private const double Beta = 0.5, Rate = 0.01;

    private static readonly long[] s_seeds = [1, 2, 3];

    [Fact]
    public void The_chase_keeps_gradients_alive_and_moves_further_at_one_learning_rate()
    {
        // Norm of the last 50 gradients of the independent implementation, DPO first.
        var (alphas, recorded) = (new[] { 0, 0.1, 0.5, 1.0 }, new[] { 0.057, 0.063, 0.087, 0.118 });
        var worlds = s_seeds.Select(seed => new LogLinearBandit(seed, Features, Pairs)).ToArray();
        var results = alphas.Select(alpha => worlds.Select((world, seed) => Measured(world, alpha, seed)).ToArray()).ToArray();
        double Mean(int row, Func<(double Reward, double Kl, double Gradients, int Swaps), double> value) => results[row].Average(value);
        Assert.All(recorded, (norm, row) => Assert.Equal(norm, Mean(row, end => end.Gradients), 0.008));
        for (var row = 1; row < alphas.Length; row++)
        {
            Assert.True(Mean(row, end => end.Reward) > Mean(row - 1, end => end.Reward), $"reward at alpha {alphas[row]}");
            Assert.True(Mean(row, end => end.Kl) > Mean(row - 1, end => end.Kl), $"KL at alpha {alphas[row]}");
            Assert.True(Mean(row, end => end.Gradients) > 1.05 * Mean(row - 1, end => end.Gradients), $"gradients at alpha {alphas[row]}");
        }
        // Recorded: reward 1.709 to 1.768 (+3.5 %), KL .35 to .39 (+11 %), no swap. Their reference leans more to good responses: this world's numbers are lower.
        Assert.InRange(Mean(3, end => end.Reward) / Mean(0, end => end.Reward), 1.01, 1.06);
        Assert.InRange(Mean(3, end => end.Kl) / Mean(0, end => end.Kl), 1.03, 1.2);
        Assert.All(results, row => Assert.All(row, end => Assert.Equal(0, end.Swaps)));
    }

    [Fact]
    public void Free_coefficients_keep_both_of_two_conflicting_tastes_best_and_a_simplex_over_independent_modules_worst()
    {
        var results = s_seeds.Select(seed => Both(seed, correlation: -0.6)).ToArray();
        double Mean(string method) => results.Average(rewards => rewards[method]);
        // Recorded at -0.6, the mean of both rewards after the second: free 1.703, OFS 1.246, COFS continual 1.226, DPO 1.085, COFS independent 0.823.
        Assert.True(Mean("free") > 1.15 * Mean("ofs"), $"free {Mean("free"):0.000}, ofs {Mean("ofs"):0.000}");
        Assert.True(Mean("ofs") > 1.02 * Mean("dpo"), $"ofs {Mean("ofs"):0.000}, dpo {Mean("dpo"):0.000}");
        Assert.InRange(Mean("continual simplex") / Mean("ofs"), 0.85, 1.15);
        Assert.True(Mean("independent simplex") < 0.95 * Mean("dpo"), $"independent {Mean("independent simplex"):0.000}, dpo {Mean("dpo"):0.000}");
    }

    private static (double Reward, double Kl, double Gradients, int Swaps) Measured(LogLinearBandit world, double alpha, long seed)
    {
        var outcome = FastSlowTraining.Run(world, new OfsDpoOptions { Beta = Beta, Alpha = alpha }, Rate, seed);
        var (reward, kl) = world.Evaluate(torch.tensor(outcome.Theta));
        return (reward, kl, outcome.LastGradients, outcome.Swaps);
    }

    private static Dictionary<string, double> Both(long seed, double correlation)
    {
        var (first, second) = LogLinearBandit.Tastes(seed, Features, Pairs, correlation);
        double[] Train(LogLinearBandit world, double alpha, double[]? start = null) =>
            FastSlowTraining.Run(world, new OfsDpoOptions { Beta = Beta, Alpha = alpha }, Rate, seed, start).Theta;
        double Reward(double[] theta) => (first.Evaluate(torch.tensor(theta)).Reward + second.Evaluate(torch.tensor(theta)).Reward) / 2;
        var search = new CoefficientSearch([first, second], Beta);
        var fast = Train(first, 0.5);
        var (continued, independent) = (Train(second, 0.5, fast), Train(second, 0.5));
        return new()
        {
            ["dpo"] = Reward(Train(second, 0, Train(first, 0))),
            ["ofs"] = Reward(continued),
            ["continual simplex"] = Reward(search.OnSimplex([fast, continued])),
            ["independent simplex"] = Reward(search.OnSimplex([fast, independent])),
            ["free"] = Reward(search.Free([fast, continued])),
        };
    }
}
