using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PolicyLosses;

/// <summary>Hand-worked numbers, loss by loss. Two tokens in a sequence unless said otherwise.</summary>
public sealed class PolicyLossValueTests
{
    [Fact]
    public void Gspo_clips_the_geometric_mean_of_the_sequences_ratios()
    {
        using var scope = torch.NewDisposeScope();
        // log ρ = ln 2 and ln 8: s = e^((ln 2 + ln 8)/2) = 4; with A = −1 the loss is 4, with A = 1 it is −1.5.
        Sample.Close([4, 4], Values(new GspoLoss { Epsilon = 0.5 }, -1, Math.Log(2), Math.Log(8)));
        Sample.Close([-1.5, -1.5], Values(new GspoLoss { Epsilon = 0.5, EpsilonHigh = 0.5 }, 1, Math.Log(2), Math.Log(8)));
        Assert.Equal(LossType.Grpo, new GspoLoss().Aggregation);
    }

    [Fact]
    public void Cispo_weighs_the_log_probability_by_the_clipped_ratio()
    {
        using var scope = torch.NewDisposeScope();
        // Old log-probs −3; log π = −3 + log ρ. ρ = 2 → clipped to 1.5; ρ = 1/4 → 1 − 0.5.
        var tokens = Tokens(2, Math.Log(2), Math.Log(0.25)) with { OldLogProbs = Sample.Matrix(1, 2, -3, -3), LogProbs = Sample.Matrix(1, 2, -3 + Math.Log(2), -3 + Math.Log(0.25)) };
        var terms = new CispoLoss { Epsilon = 0.5, EpsilonHigh = 0.5 }.Compute(tokens, PolicyStepStatistics.None);
        Sample.Close([-1.5 * 2 * (-3 + Math.Log(2)), -0.5 * 2 * (-3 + Math.Log(0.25))], Sample.Values(terms.PerToken));
        // The positive advantage is cut above; below it is lifted, which is no clip of what it wants.
        Assert.Equal((2, 1, 0), (terms.Statistics.OutOfRange, terms.Statistics.HighClips, terms.Statistics.LowClips));
        // Without a lower bound the weight is ρ itself.
        Sample.Close([-1 * 0.25 * Math.Log(0.25)], Values(new CispoLoss(), 1, Math.Log(0.25)));
    }

    [Fact]
    public void Sapo_closes_its_gate_smoothly()
    {
        using var scope = torch.NewDisposeScope();
        // ρ = 1: (4/τ)/2; ρ = 2, τ = 1: 4·σ(1).
        Sample.Close([-2], Values(new SapoLoss(), 1, 0));
        Sample.Close([2 / 1.05], Values(new SapoLoss(), -1, 0));
        Sample.Close([-4 / (1 + Math.Exp(-1))], Values(new SapoLoss(), 1, Math.Log(2)));
        Sample.Close([4 / 1.05 / (1 + Math.Exp(-1.05))], Values(new SapoLoss(), -1, Math.Log(2)));
    }

    [Fact]
    public void Gmpo_clips_each_log_ratio_on_the_side_that_the_advantage_pushes_to()
    {
        using var scope = torch.NewDisposeScope();
        var loss = new GmpoLoss { Epsilon = 0.4 };
        // A > 0: 1 is held to 0.4, −1 is free: e^((0.4 − 1)/2); A < 0: 1 is free, −1 held to −0.4.
        Sample.Close([-2 * Math.Exp(-0.3), -2 * Math.Exp(-0.3)], Values(loss, 2, 1, -1));
        Sample.Close([2 * Math.Exp(0.3), 2 * Math.Exp(0.3)], Values(loss, -2, 1, -1));
        var statistics = loss.Compute(Tokens(-2, 1, -1), PolicyStepStatistics.None).Statistics;
        Assert.Equal((1, 0, 2, 0, 2), (statistics.LowClips, statistics.HighClips, statistics.OutOfRange, statistics.OutOfRangePositive, statistics.OutOfRangeNegative));
        // Token weights enter by their geometric mean, √(4·9) = 6.
        var weighted = Tokens(1, 0, 0) with { TokenWeights = Sample.Matrix(1, 2, 4, 9) };
        Sample.Close([-6, -6], Sample.Values(loss.Compute(weighted, PolicyStepStatistics.None).PerToken), 1e-9);
    }

    [Fact]
    public void Reinforce_and_gpg_are_the_weighted_negative_log_probability()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens(1.5, 0.2, -0.4) with { LogProbs = Sample.Matrix(1, 2, -2, -1), TokenWeights = Sample.Matrix(1, 2, 1, 0.5) };
        Sample.Close([3, 0.75], Sample.Values(new ReinforceLoss().Compute(tokens, PolicyStepStatistics.None).PerToken));
        Sample.Close([3, 0.75], Sample.Values(new GpgLoss().Compute(tokens, PolicyStepStatistics.None).PerToken));
    }

    [Fact]
    public void Kl_cov_holds_the_tokens_of_largest_covariance()
    {
        using var scope = torch.NewDisposeScope();
        // A = 1, 1, −2, means 0 and −1 of log π = −0.2, −1, −1.8: products 0.8, 0, 1.6: the third is held, one of three.
        var tokens = Tokens([1, 1, -2], [-0.5, -1, -1.5], [-0.2, -1, -1.8]);
        var loss = new KlCovLoss { CovRatio = 0.4, KlCoef = 10 };
        var statistics = loss.Measure(tokens, RandomStream.Create(0, RandomPurpose.Loss));
        Assert.Equal([0.0, 0, 1], Sample.Values(statistics.Selected!));
        var terms = loss.Compute(tokens, statistics);
        Sample.Close([-Math.Exp(0.3), -1, (2 * Math.Exp(-0.3)) + 3], Sample.Values(terms.PerToken));
        Assert.Equal(1, terms.Statistics.Selected);
        Sample.Close(0.6 / 3, terms.Statistics.AbsoluteKl());
        Assert.Throws<ArgumentException>(() => loss.Compute(tokens, PolicyStepStatistics.None));
    }

    [Fact]
    public void Clip_cov_leaves_out_eligible_tokens_that_the_clip_leaves_alone()
    {
        using var scope = torch.NewDisposeScope();
        // Products 0.8, 0, 1.6 as above; the first is clipped (ρ = e^0.3 > 1.2), the second lies outside, so the third drops out.
        var tokens = Tokens([1, 1, -2], [-0.5, -1, -1.75], [-0.2, -1, -1.8]);
        var loss = new ClipCovLoss { CovRatio = 1, CovLow = 0.5, CovHigh = 5 };
        var statistics = loss.Measure(tokens, RandomStream.Create(0, RandomPurpose.Loss));
        Assert.Equal([0.0, 0, 1], Sample.Values(statistics.Selected!));
        Sample.Close([-1.2, -1, 0], Sample.Values(loss.Compute(tokens, statistics).PerToken));
    }

    [Fact]
    public void The_draw_of_clip_cov_repeats_and_is_at_least_one_token()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens([.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 1.0 : -1)], new double[20], [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? 0.1 : -0.1)]);
        double[] Drawn(double ratio, long seed) => Sample.Values(
            new ClipCovLoss { CovRatio = ratio, CovLow = 0, CovHigh = 5 }.Measure(tokens, RandomStream.Create(seed, RandomPurpose.Loss)).Selected!);
        Assert.Equal(1, Drawn(1e-6, 1).Sum());
        Assert.Equal(5, Drawn(0.25, 1).Sum());
        Assert.Equal(Drawn(0.25, 1), Drawn(0.25, 1));
        Assert.NotEqual(Drawn(0.25, 1), Drawn(0.25, 2));
    }

    [Fact]
    public void The_value_loss_takes_the_worse_of_free_and_clipped()
    {
        using var scope = torch.NewDisposeScope();
        // V = 0, R = 1, ε = 0.2: v = 0.5 → clipped 0.2: max(0.25, 0.64); v = −1 → −0.2: max(4, 1.44). ½·mean.
        var predictions = Sample.Matrix(1, 3, 0.5, -1, double.NaN);
        var mask = Sample.LengthMask(3, 2);
        ValueLossTerms Compute(Tensor values) => ValueLoss.Compute(
            values, torch.zeros_like(values), torch.ones_like(values), mask, 0.2, LossType.Dapo, BatchCounts.FromMask(mask, 3));
        var terms = Compute(predictions);
        Sample.Close((0.64 + 4) / 4, Sample.Value(terms.Loss));
        Assert.Equal((2, 1, 0.5), (terms.Tokens, terms.Clipped, terms.ClipFraction()));
        Sample.Close([0, -1, 0], Sample.Gradient(values => Compute(values).Loss, predictions));
    }

    private static double[] Values(IPolicyLoss loss, double advantage, params double[] logRatios) =>
        Sample.Values(loss.Compute(Tokens(advantage, logRatios), PolicyStepStatistics.None).PerToken);

    private static PolicyTokens Tokens(double advantage, params double[] logRatios) =>
        Tokens([.. logRatios.Select(_ => advantage)], new double[logRatios.Length], logRatios);

    private static PolicyTokens Tokens(double[] advantages, double[] old, double[] logProbs) => new()
    {
        LogProbs = Sample.Matrix(1, logProbs.Length, logProbs),
        OldLogProbs = Sample.Matrix(1, old.Length, old),
        Advantages = Sample.Matrix(1, advantages.Length, advantages),
        Mask = Sample.LengthMask(logProbs.Length, logProbs.Length),
    };
}
