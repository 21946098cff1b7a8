using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;

namespace Align.Tests.Algorithms.PolicyLosses;

/// <summary>What every policy loss must hold, under its own aggregation or the token mean.</summary>
public sealed class PolicyLossContractTests
{
    private static readonly IPolicyLoss[] Losses =
    [
        new ClippedPolicyLoss(), new ClippedPolicyLoss { EpsilonHigh = 0.28, Delta = 2 }, new ClippedPolicyLoss { Delta = 1.1, DualClip = DualClip.Ratio },
        new GspoLoss { Epsilon = 0.05, EpsilonHigh = 0.1 }, new CispoLoss(), new CispoLoss { Epsilon = 0.2, EpsilonHigh = 0.28 }, new SapoLoss(), new GmpoLoss(),
        new GpgLoss(), new ReinforceLoss(), new ClipCovLoss { CovRatio = 0.3, CovLow = 0.01, CovHigh = 100 }, new KlCovLoss { CovRatio = 0.3, KlCoef = 0.7 },
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Losses.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_under_the_mask_reaches_a_value_a_gradient_or_a_statistic(int index)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, clean) = (Losses[index], Batch());
        var outside = clean.Mask.logical_not();
        var poison = torch.where(torch.arange(6, dtype: ScalarType.Int64).remainder(2).eq(0).expand(clean.Mask.shape), torch.full([5, 6], double.NaN, dtype: ScalarType.Float64), torch.full([5, 6], double.NegativeInfinity, dtype: ScalarType.Float64));
        Tensor Poisoned(Tensor values) => poison.where(outside, values);
        var dirty = clean with { LogProbs = Poisoned(clean.LogProbs), OldLogProbs = Poisoned(clean.OldLogProbs), Advantages = Poisoned(clean.Advantages) };
        Assert.Equal(Sample.Values(Total(loss, clean)), Sample.Values(Total(loss, dirty)));
        Assert.Equal(
            Sample.Gradient(x => Total(loss, clean with { LogProbs = x }), clean.LogProbs),
            Sample.Gradient(x => Total(loss, dirty with { LogProbs = x }), dirty.LogProbs));
        Assert.Equal(Compute(loss, clean).Statistics, Compute(loss, dirty).Statistics);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Micro_batches_add_up_to_the_step_in_value_and_gradient(int index)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, batch) = (Losses[index], Batch());
        var counts = BatchCounts.FromMask(batch.Mask, 6);
        Tensor Cut(Tensor logProbs)
        {
            var step = batch with { LogProbs = logProbs };
            var statistics = Measured(loss, step with { LogProbs = logProbs.detach() });
            (long Start, long Count)[] parts = [(0, 2), (2, 1), (3, 2)];
            return torch.stack([.. parts.Select(part => Aggregated(loss, Rows(step, part.Start, part.Count), counts, statistics.Rows(part.Start, part.Count, 6)))]).sum();
        }
        Sample.Close(Sample.Value(Total(loss, batch)), Sample.Value(Cut(batch.LogProbs)));
        Sample.Close(Sample.Gradient(x => Total(loss, batch with { LogProbs = x }), batch.LogProbs), Sample.Gradient(Cut, batch.LogProbs));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_sequences_does_not_matter(int index)
    {
        using var scope = torch.NewDisposeScope();
        // The draw of clip-cov goes by place: take all that are eligible.
        var loss = Losses[index] is ClipCovLoss drawn ? drawn with { CovRatio = 1 } : Losses[index];
        var batch = Batch();
        var order = torch.tensor(new long[] { 3, 0, 4, 1, 2 }, [5]);
        Tensor Moved(Tensor values) => values.index_select(0, order);
        var moved = new PolicyTokens { LogProbs = Moved(batch.LogProbs), OldLogProbs = Moved(batch.OldLogProbs), Advantages = Moved(batch.Advantages), Mask = Moved(batch.Mask) };
        Sample.Close(Sample.Value(Total(loss, batch)), Sample.Value(Total(loss, moved)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_agree_with_finite_differences(int index)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, batch) = (Losses[index], Batch());
        var statistics = Measured(loss, batch);
        Tensor Value(Tensor logProbs) => Aggregated(loss, batch with { LogProbs = logProbs }, BatchCounts.FromMask(batch.Mask, 6), statistics);
        if (loss is CispoLoss cispo)
        {
            // The weight is a constant: −w·A/tokens.
            var weight = (batch.LogProbs - batch.OldLogProbs).exp().clamp(1 - cispo.Epsilon, 1 + cispo.EpsilonHigh!.Value);
            var expected = MaskedReduction.Select(-weight * batch.Advantages / batch.Mask.sum().item<long>(), batch.Mask);
            Sample.Close(Sample.Values(expected), Sample.Gradient(Value, batch.LogProbs));
            return;
        }
        Sample.GradientAgrees(Value, batch.LogProbs);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void On_policy_the_gradient_is_that_of_minus_the_weighted_log_probability(int index)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, batch) = (Losses[index], Batch());
        if (loss.Traits.CouplesBatch || loss is ClippedPolicyLoss { DualClip: DualClip.Ratio })
        {
            return;
        }
        var onPolicy = batch with { OldLogProbs = batch.LogProbs };
        var type = loss.Aggregation ?? LossType.Dapo;
        var gradient = Sample.Gradient(x => Total(loss, onPolicy with { LogProbs = x }), batch.LogProbs);
        var reinforce = Sample.Gradient(
            x => LossAggregation.Compute(-batch.Advantages * x, batch.Mask, type, BatchCounts.FromMask(batch.Mask, 6)), batch.LogProbs);
        Sample.Close(reinforce, gradient);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Extreme_log_ratios_stay_finite_in_float32(int index)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var ratio in new[] { 400.0, -400, 89, -89 })
        {
            foreach (var advantage in new[] { 1.0, -1, 0 })
            {
                var logProbs = torch.full([2, 3], Math.Min(0, ratio), dtype: ScalarType.Float32);
                var tokens = new PolicyTokens
                {
                    LogProbs = logProbs,
                    OldLogProbs = torch.full([2, 3], Math.Min(0, -ratio), dtype: ScalarType.Float32),
                    Advantages = torch.full([2], advantage, dtype: ScalarType.Float32),
                    Mask = Sample.LengthMask(3, 3, 1),
                };
                var gradient = Sample.Gradient(x => Total(Losses[index], tokens with { LogProbs = x }), logProbs);
                Assert.All([Sample.Value(Total(Losses[index], tokens)), .. gradient], number => Assert.True(double.IsFinite(number), $"{Losses[index]} at {ratio}, {advantage}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_zero_advantage_has_no_gradient_on_policy_and_an_empty_mask_gives_zero(int index)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, batch) = (Losses[index], Batch());
        var still = batch with { OldLogProbs = batch.LogProbs, Advantages = torch.zeros_like(batch.Advantages) };
        Assert.All(Sample.Gradient(x => Total(loss, still with { LogProbs = x }), batch.LogProbs), slope => Assert.Equal(0, Math.Abs(slope)));
        var empty = batch with { Mask = torch.zeros_like(batch.Mask) };
        Assert.Equal(0, Sample.Value(Total(loss, empty)));
        Assert.Equal(0, Compute(loss, empty).Statistics.Tokens);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_tensor_is_left_behind(int index) => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        using var loss = Compute(Losses[index], Batch()).PerToken;
    });

    private static PolicyTokens Batch()
    {
        var advantages = Sample.Vector(1.3, -0.8, 0.4, -1.1, 0.9).unsqueeze(1).expand([5, 6]).contiguous();
        var old = Sample.Normal(11, 0.6, 5, 6) - 1.5;
        return new PolicyTokens { LogProbs = old + Sample.Normal(12, 0.3, 5, 6), OldLogProbs = old, Advantages = advantages, Mask = Sample.LengthMask(6, 6, 2, 0, 4, 1) };
    }

    private static PolicyTokens Rows(PolicyTokens tokens, long start, long count) => new()
    {
        LogProbs = tokens.LogProbs.narrow(0, start, count),
        OldLogProbs = tokens.OldLogProbs.narrow(0, start, count),
        Advantages = tokens.Advantages.narrow(0, start, count),
        Mask = tokens.Mask.narrow(0, start, count),
    };

    private static PolicyStepStatistics Measured(IPolicyLoss loss, PolicyTokens step) =>
        loss.Traits.CouplesBatch ? loss.Measure(step, RandomStream.Create(1, RandomPurpose.Loss)) : PolicyStepStatistics.None;

    private static PolicyLossTerms Compute(IPolicyLoss loss, PolicyTokens tokens) => loss.Compute(tokens, Measured(loss, tokens));

    private static Tensor Total(IPolicyLoss loss, PolicyTokens tokens) =>
        Aggregated(loss, tokens, BatchCounts.FromMask(tokens.Mask, tokens.Mask.shape[1]), Measured(loss, tokens));

    private static Tensor Aggregated(IPolicyLoss loss, PolicyTokens tokens, BatchCounts counts, PolicyStepStatistics statistics) =>
        LossAggregation.Compute(loss.Compute(tokens, statistics).PerToken, tokens.Mask, loss.Aggregation ?? LossType.Dapo, counts);
}
