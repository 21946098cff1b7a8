using Align.Algorithms.PreferenceLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>AOT and beta-DPO: losses that depend on the whole step.</summary>
public sealed class CoupledPreferenceLossTests
{
    private const double SoftplusMinus1 = 0.31326168751822286;
    private const double Softplus1 = 1.3132616875182228;

    private static PreferenceBatch Batch(double[] chosen, double[] chosenReference, double[] rejected, double[] rejectedReference) =>
        PreferenceSample.Pairs(PreferenceSample.Side(chosen, chosenReference), PreferenceSample.Side(rejected, rejectedReference));

    /// <summary>Margins D of 2 and 0.</summary>
    private static PreferenceBatch Gaps20() => Batch([-1, -3], [-2, -3], [-3, -1], [-2, -1]);

    [Fact]
    public void Aot_compares_the_sorted_margins_of_policy_and_reference()
    {
        using var scope = torch.NewDisposeScope();
        // u = (−1 + 3, −3 + 2) = (2, −1); v = (−2 + 2, −1 + 2) = (0, 1). Sorted −1, 2 and 0, 1: row 0 has z = 2 − 1, row 1 z = −1 − 0.
        var batch = Batch([-1, -3], [-2, -1], [-3, -2], [-2, -2]);
        Sample.Close([SoftplusMinus1, Softplus1], Sample.Values(PreferenceSample.PerExample(new AotLoss { Beta = 1 }, batch)));
    }

    [Fact]
    public void Aot_unpaired_compares_the_sorted_log_ratios_of_both_sides()
    {
        using var scope = torch.NewDisposeScope();
        // ρ_w = (1, −1), ρ_l = (−2, 0): the pairs are 1 with 0 and −1 with −2, each z = 1. d/dz = −sigmoid(−1) on the chosen side, + on the rejected.
        var batch = Batch([-1, -3], [-2, -2], [-4, -2], [-2, -2]);
        var losses = PreferenceSample.PerExample(new AotUnpairedLoss { Beta = 1 }, batch);
        Sample.Close([SoftplusMinus1, SoftplusMinus1], Sample.Values(losses));
        losses.sum().backward();
        const double slope = 0.2689414213699951;
        Sample.Close([-slope, -slope], Sample.Values(batch.Chosen.LogProbs.grad!));
        Sample.Close([slope, slope], Sample.Values(batch.Rejected.LogProbs.grad!));
    }

    [Fact]
    public void Equal_values_keep_their_order_among_partners()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([20, 30, 10], Sample.Values(SortedPartners.Of(Sample.Vector(5, 5, 1), Sample.Vector(30, 20, 10))));
        Assert.Throws<ArgumentException>(() => SortedPartners.Of(Sample.Vector(5), Sample.Vector(30, 20)));
    }

    [Fact]
    public void Beta_dpo_sets_one_beta_from_the_gaps_and_remembers_their_mean_and_spread()
    {
        using var scope = torch.NewDisposeScope();
        // Gaps 2 and 0: mean 1, deviation √2. From (0, 0): M = 0.1, S = 0.1·√2. β = 0.1·(1 + 0.6·(1 − 0.1)) = 0.154.
        var loss = new BetaDpoLoss { FilterRatio = 0 };
        var statistics = PreferenceSample.Measure(loss, Gaps20());
        Sample.Close(0.154, statistics.Number(BetaDpoLoss.BetaUsed));
        Sample.Close([0.1, 0.1 * Math.Sqrt(2)], [statistics.Memory["gap_mean"], statistics.Memory["gap_std"]]);
        // softplus(−0.154·2), softplus(0).
        Sample.Close([Math.Log(1 + Math.Exp(-0.308)), Math.Log(2)], Sample.Values(PreferenceSample.PerExample(loss, Gaps20())));
        // The second step starts from the first: M = 0.09 + 0.1 = 0.19.
        Sample.Close(0.19, loss.Measure(Gaps20(), statistics.Memory, PreferenceSample.Stream).Memory["gap_mean"]);
    }

    [Fact]
    public void Beta_dpo_in_madpos_form_scales_the_gaps_and_keeps_no_lower_bound()
    {
        using var scope = torch.NewDisposeScope();
        // β₀ = 1, gaps −2 and −6 (D itself): M = −0.4, mean of all −4: β = 1 + 0.6·(−4 + 0.4) = −1.16; S from 1: 0.9 + 0.1·2√2.
        var loss = new BetaDpoLoss { Beta = 1, Form = BetaDpoForm.Madpo };
        var batch = Batch([-3, -5], [-2, -2], [-1, 0], [-2, -3]);
        var statistics = PreferenceSample.Measure(loss, batch);
        Sample.Close(-1.16, statistics.Number(BetaDpoLoss.BetaUsed));
        Sample.Close(0.9 + (0.2 * Math.Sqrt(2)), statistics.Memory["gap_std"]);
        Assert.Equal(1e-3, PreferenceSample.Measure(loss with { Form = BetaDpoForm.Authors, FilterRatio = 0 }, batch).Number(BetaDpoLoss.BetaUsed));
    }

    [Fact]
    public void Exactly_the_kept_pairs_contribute_and_their_mean_is_the_loss()
    {
        using var scope = torch.NewDisposeScope();
        var loss = new BetaDpoLoss { FilterRatio = 0.5 };
        var batch = PreferenceSample.Random(2, 9, 9);
        var statistics = PreferenceSample.Measure(loss, batch);
        var losses = Sample.Values(loss.PerExample(batch, PreferenceCounts.Of(batch, loss.Traits), statistics));
        var all = Sample.Values(BetaDpoLoss.PerPair(batch, statistics));
        var kept = Enumerable.Range(0, 9).Where(i => losses[i] != 0).ToArray();
        // ⌊9·0.5⌋ = 4 pairs, each 9/4 times its loss.
        Assert.Equal(4, kept.Length);
        Sample.Close(kept.Average(i => all[i]), losses.Sum() / 9);
    }

    [Fact]
    public void A_policy_that_equals_its_reference_draws_uniformly_instead_of_failing()
    {
        using var scope = torch.NewDisposeScope();
        var same = Batch([-1, -2, -3], [-1, -2, -3], [-4, -5, -6], [-4, -5, -6]);
        foreach (var epsilon in new[] { 0, 1e-6 })
        {
            var loss = new BetaDpoLoss { StdEpsilon = epsilon };
            var drawn = Enumerable.Range(0, 300).Select(step =>
                Sample.Values(loss.Measure(same, StepStatistics.None.Memory, RandomStream.Create(1, RandomPurpose.Control, step)).ChosenRow("selected"))).ToArray();
            // ⌊3·0.8⌋ = 2 of 3, 200 times each of 300: within 5 deviations √(300·2/9) = 8.2.
            Assert.All(drawn, row => Assert.Equal(2, row.Sum()));
            Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(drawn.Sum(row => row[i]), 159, 241));
        }
    }

    [Fact]
    public void Pairs_far_from_the_mean_are_drawn_last()
    {
        using var scope = torch.NewDisposeScope();
        // Weights exp(−½·(0, 0, 50²)): the third underflows to 0 and is still a number to the draw.
        var weights = BetaDpoGaps.LogWeights(Sample.Vector(0, 0, 50), new BetaDpoState(0, 1), 0);
        Assert.Equal([1, 1, 0], Sample.Values(BetaDpoGaps.Draw(weights, 2, PreferenceSample.Stream)));
        Assert.Equal([1, 1, 1], Sample.Values(BetaDpoGaps.Draw(weights, 3, PreferenceSample.Stream)));
    }

    [Fact]
    public void A_step_of_one_pair_leaves_the_spread_as_it_is()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(new BetaDpoState(0.2, 3), BetaDpoGaps.Update(Sample.Vector(2), new BetaDpoState(0, 3), 0.9) with { Mean = 0.2 });
        Assert.Equal(new BetaDpoState(5, 3), BetaDpoGaps.Update(Sample.Vector(), new BetaDpoState(5, 3), 0.9));
        Assert.Equal((0, 1, 1, 8), (BetaDpoGaps.Kept(0, 0.2), BetaDpoGaps.Kept(1, 0.2), BetaDpoGaps.Kept(2, 0.9), BetaDpoGaps.Kept(10, 0.2)));
    }

    [Fact]
    public void Constant_gaps_approach_the_mean_as_the_law_says()
    {
        using var scope = torch.NewDisposeScope();
        var state = new BetaDpoState(0, 0);
        for (var step = 1; step <= 20; step++)
        {
            state = BetaDpoGaps.Update(Sample.Vector(3, 3), state, 0.9);
            Sample.Close(3 * (1 - Math.Pow(0.9, step)), state.Mean);
        }
    }
}
