using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses.Bandits;

/// <summary>The order of methods that MADPO reports (arXiv:2510.05342), and what is left of it at equal KL.</summary>
public sealed class LogLinearBanditTests(LogLinearBanditTests.Worlds worlds) : IClassFixture<LogLinearBanditTests.Worlds>
{
    // Expected reward and KL(π ‖ π_ref) at β 1, learning rate 0.01, of an independent implementation with five seeds.
    private static readonly (string Method, double Reward, double Kl)[] Recorded =
    [
        ("ipo", 0.812, 0.02), ("dpo", 1.593, 0.24), ("beta_dpo", 1.597, 0.25), ("madpo 2", 1.783, 0.35), ("madpo 4", 1.822, 0.37),
    ];

    private static IPreferenceLoss Loss(string method, double beta) => method switch
    {
        "ipo" => new IpoLoss { Beta = beta },
        "dpo" => new DpoLoss { Beta = beta },
        "beta_dpo" => new BetaDpoLoss { Beta = beta, Form = BetaDpoForm.Madpo },
        "madpo 2" => new MadpoLoss { Beta = beta },
        "madpo 4" => new MadpoLoss { Beta = beta, CMax = 4, CMin = 0.25 },
        "regularized" => new MadpoLoss { Beta = beta, CMax = 4, CMin = 0.25, Region = MadpoRegion.Regularized },
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No such method."),
    };

    [Fact]
    public void At_one_learning_rate_madpo_gains_more_than_dpo_and_ipo_far_less()
    {
        var results = Recorded.ToDictionary(row => row.Method, row => worlds.Mean(Loss(row.Method, 1)));
        foreach (var (method, reward, kl) in Recorded)
        {
            Assert.True(Math.Abs(results[method].Reward - reward) < 0.08, $"{method}: reward {results[method].Reward:0.000}, recorded {reward}");
            Assert.True(Math.Abs(results[method].Kl - kl) < 0.04, $"{method}: KL {results[method].Kl:0.000}, recorded {kl}");
        }
        double Reward(string method) => results[method].Reward;
        Assert.True(Reward("ipo") < 0.6 * Reward("dpo"));
        Assert.InRange(Reward("beta_dpo") / Reward("dpo"), 0.97, 1.03);
        Assert.True(Reward("madpo 2") > 1.05 * Reward("dpo"));
        Assert.True(Reward("madpo 4") > Reward("madpo 2"));
    }

    [Fact]
    public void Dampening_easy_pairs_alone_changes_nothing()
    {
        // The weight of a pair above τ is at least 0.9476, and hardly a pair is above.
        var (dpo, regularized) = (worlds.Mean(Loss("dpo", 1)), worlds.Mean(Loss("regularized", 1)));
        Sample.Close(dpo.Reward, regularized.Reward, 0.01);
    }

    [Fact]
    public void At_equal_kl_there_is_no_gain()
    {
        var curves = new[] { "ipo", "dpo", "beta_dpo", "madpo 4" }.ToDictionary(method => method, method => worlds.Curve(Loss(method, 0.1), 0.02));
        foreach (var (kl, recorded) in new[] { (0.1, 1.201), (0.25, 1.596), (0.5, 1.988) })
        {
            var dpo = BanditTraining.RewardAt(curves["dpo"], kl);
            Assert.True(Math.Abs(dpo - recorded) < 0.15, $"reward {dpo:0.000} at KL {kl}, recorded {recorded}");
            Assert.All(curves, curve => Assert.True(Math.Abs(BanditTraining.RewardAt(curve.Value, kl) - dpo) < 0.03, $"{curve.Key} at KL {kl}"));
        }
    }

    /// <summary>Three worlds, made once.</summary>
    public sealed class Worlds
    {
        private readonly LogLinearBandit[] _bandits = [new(1), new(2), new(3)];

        internal (double Reward, double Kl) Mean(IPreferenceLoss loss)
        {
            var ends = _bandits.Select((bandit, seed) => BanditTraining.Run(bandit, loss, 0.01, seed, int.MaxValue)[^1]).ToArray();
            return (ends.Average(end => end.Reward), ends.Average(end => end.Kl));
        }

        internal List<(double Reward, double Kl)> Curve(IPreferenceLoss loss, double learningRate) => BanditTraining.Run(_bandits[0], loss, learningRate, 0, 10);
    }
}
