using Align.Algorithms.Divergences;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Tests.Algorithms.PolicyLosses;

public sealed class GrpoObjectiveTests
{
    private static readonly GrpoOptions Full = new()
    {
        LossType = LossType.Grpo,
        Loss = new ClippedPolicyLoss { EpsilonHigh = 0.28, Delta = 3 },
        Beta = 0.04,
        EntropyCoefficient = 0.01,
    };

    public static TheoryData<LossType> Types => [.. Enum.GetValues<LossType>()];

    [Fact]
    public void The_terms_are_weighted_and_added()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = new PolicyTokens
        {
            LogProbs = Sample.Matrix(1, 1, Math.Log(0.5)),
            OldLogProbs = Sample.Matrix(1, 1, Math.Log(0.5)),
            ReferenceLogProbs = Sample.Matrix(1, 1, Math.Log(0.25)),
            Entropy = Sample.Matrix(1, 1, 0.6),
            Advantages = Sample.Vector(2),
            Mask = Sample.LengthMask(1, 1),
        };
        var terms = GrpoObjective.Compute(tokens, Full, new BatchCounts(1, 1, 1));
        // −2 + 0.04·(e^(−ln 2) + ln 2 − 1) − 0.01·0.6 = −2 + 0.04·0.1931471805599453 − 0.006
        Sample.Close(-2 + (0.04 * 0.1931471805599453) - 0.006, Sample.Value(terms.Loss));
        Sample.Close([0.1931471805599453, 0.6], [terms.Statistics.Kl, terms.Statistics.Entropy]);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Micro_batches_add_up_to_the_batch(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(6, 5);
        var mask = Sample.LengthMask(5, 5, 1, 0, 3, 2, 4);
        var counts = BatchCounts.FromMask(mask, 5);
        var options = Full with { LossType = type };
        var whole = GrpoObjective.Compute(tokens with { Mask = mask }, options, counts);
        foreach (var cut in new[] { 1, 2, 4 })
        {
            var (sum, statistics) = (0.0, default(GrpoStatistics));
            for (var row = 0; row < 6; row += cut)
            {
                var part = GrpoObjective.Compute(Rows(tokens with { Mask = mask }, row..Math.Min(6, row + cut)), options, counts);
                sum += Sample.Value(part.Loss);
                statistics = statistics.Merge(part.Statistics);
            }
            Sample.Close(Sample.Value(whole.Loss), sum);
            Sample.Close([whole.Statistics.Kl, whole.Statistics.Entropy], [statistics.Kl, statistics.Entropy]);
        }
    }

    [Fact]
    public void Gradients_of_micro_batches_add_up_to_that_of_the_batch()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(4, 3) with { Mask = Sample.LengthMask(3, 3, 1, 2, 3) };
        var counts = BatchCounts.FromMask(tokens.Mask, 3);
        var whole = Sample.Gradient(x => GrpoObjective.Compute(tokens with { LogProbs = x }, Full, counts).Loss, tokens.LogProbs);
        var parts = Sample.Gradient(
            x => GrpoObjective.Compute(Rows(tokens with { LogProbs = x }, ..1), Full, counts).Loss
                + GrpoObjective.Compute(Rows(tokens with { LogProbs = x }, 1..4), Full, counts).Loss,
            tokens.LogProbs);
        Sample.Close(whole, parts);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Gradients_agree_with_finite_differences(LossType type)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(3, 4) with { Mask = Sample.LengthMask(4, 4, 0, 2) };
        var counts = BatchCounts.FromMask(tokens.Mask, 4);
        var options = Full with { LossType = type };
        Sample.GradientAgrees(x => GrpoObjective.Compute(tokens with { LogProbs = x }, options, counts).Loss, tokens.LogProbs);
        Sample.GradientAgrees(x => GrpoObjective.Compute(tokens with { Entropy = x }, options, counts).Loss, tokens.Entropy!);
    }

    [Fact]
    public void Nothing_under_the_mask_reaches_the_loss_or_its_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(2, 3) with { Mask = Sample.LengthMask(3, 3, 3) };
        var counts = BatchCounts.FromMask(tokens.Mask, 3);
        Tensor Pad(Tensor values) => torch.cat([values, Sample.Matrix(2, 2, double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.NaN)], 1);
        var padded = tokens with
        {
            LogProbs = Pad(tokens.LogProbs),
            OldLogProbs = Pad(tokens.OldLogProbs),
            ReferenceLogProbs = Pad(tokens.ReferenceLogProbs!),
            Entropy = Pad(tokens.Entropy!),
            Mask = Sample.LengthMask(5, 3, 3),
        };
        Assert.Equal(Sample.Value(GrpoObjective.Compute(tokens, Full, counts).Loss), Sample.Value(GrpoObjective.Compute(padded, Full, counts).Loss));
        var narrow = Sample.Gradient(x => GrpoObjective.Compute(tokens with { LogProbs = x }, Full, counts).Loss, tokens.LogProbs);
        var wide = Sample.Gradient(x => GrpoObjective.Compute(padded with { LogProbs = x }, Full, counts).Loss, padded.LogProbs);
        Sample.Close([.. narrow[..3], 0, 0, .. narrow[3..], 0, 0], wide);
    }

    [Fact]
    public void The_order_of_completions_does_not_matter()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(3, 4) with { Mask = Sample.LengthMask(4, 4, 1, 2) };
        var counts = BatchCounts.FromMask(tokens.Mask, 4);
        var order = torch.tensor(new long[] { 2, 0, 1 }, [3]);
        var moved = new PolicyTokens
        {
            LogProbs = tokens.LogProbs.index_select(0, order),
            OldLogProbs = tokens.OldLogProbs.index_select(0, order),
            ReferenceLogProbs = tokens.ReferenceLogProbs!.index_select(0, order),
            Entropy = tokens.Entropy!.index_select(0, order),
            Advantages = tokens.Advantages.index_select(0, order),
            Mask = tokens.Mask.index_select(0, order),
        };
        Sample.Close(Sample.Value(GrpoObjective.Compute(tokens, Full, counts).Loss), Sample.Value(GrpoObjective.Compute(moved, Full, counts).Loss));
    }

    [Fact]
    public void Off_the_reference_the_kl_pulls_back_even_where_the_policy_term_is_silent()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = Sample.Matrix(1, 2, -1, -40);
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = logProbs,
            ReferenceLogProbs = Sample.Matrix(1, 2, -2, -1),
            Advantages = Sample.Vector(0),
            Mask = Sample.LengthMask(2, 2),
        };
        var gradient = Sample.Gradient(
            x => GrpoObjective.Compute(tokens with { LogProbs = x }, Full with { EntropyCoefficient = 0 }, new BatchCounts(2, 1, 2)).Loss, logProbs);
        // The first token is likelier than under the reference: pushed down. The second far less likely: pulled up.
        Assert.True(gradient[0] > 0 && gradient[1] < 0);
    }

    [Fact]
    public void A_term_with_a_weight_needs_its_input()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(2, 2) with { Mask = Sample.LengthMask(2, 2, 2) };
        var counts = new BatchCounts(4, 2, 2);
        Assert.Throws<ArgumentException>(() => GrpoObjective.Compute(tokens with { ReferenceLogProbs = null }, Full, counts));
        Assert.Throws<ArgumentException>(() => GrpoObjective.Compute(tokens with { Entropy = null }, Full, counts));
        var bare = GrpoObjective.Compute(tokens with { ReferenceLogProbs = null, Entropy = null }, new GrpoOptions(), counts);
        Assert.Equal((0.0, 0.0), (bare.Statistics.Kl, bare.Statistics.Entropy));
    }

    [Fact]
    public void The_kl_estimate_can_be_chosen()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Random(2, 3) with { Mask = Sample.LengthMask(3, 3, 3) };
        var counts = BatchCounts.FromMask(tokens.Mask, 3);
        var kl = GrpoObjective.Compute(tokens, Full with { KlEstimator = KlEstimator.K1 }, counts).Statistics.Kl;
        Sample.Close(Sample.Value((tokens.LogProbs - tokens.ReferenceLogProbs!).mean()), kl);
    }

    [Fact]
    public void No_tensor_is_left_behind() => Sample.LeavesNothing(() =>
    {
        using var logProbs = torch.ones([2, 3], dtype: ScalarType.Float32);
        using var advantages = torch.ones([2], dtype: ScalarType.Float32);
        using var mask = torch.ones([2, 3], dtype: ScalarType.Bool);
        var tokens = new PolicyTokens
        {
            LogProbs = logProbs,
            OldLogProbs = logProbs,
            ReferenceLogProbs = logProbs,
            Entropy = logProbs,
            Advantages = advantages,
            Mask = mask,
        };
        using var loss = GrpoObjective.Compute(tokens, Full, BatchCounts.FromMask(mask, 3)).Loss;
    });

    private static PolicyTokens Random(long rows, long columns) => new()
    {
        LogProbs = Sample.Normal(1, 0.5, rows, columns),
        OldLogProbs = Sample.Normal(2, 0.5, rows, columns),
        ReferenceLogProbs = Sample.Normal(3, 0.5, rows, columns),
        Entropy = Sample.Normal(4, 0.5, rows, columns),
        Advantages = Sample.Normal(5, 1, rows),
        Mask = Sample.LengthMask(columns, [.. Enumerable.Repeat((int)columns, (int)rows)]),
    };

    private static PolicyTokens Rows(PolicyTokens tokens, System.Range rows) => new()
    {
        LogProbs = tokens.LogProbs[rows],
        OldLogProbs = tokens.OldLogProbs[rows],
        ReferenceLogProbs = tokens.ReferenceLogProbs![rows],
        Entropy = tokens.Entropy![rows],
        Advantages = tokens.Advantages[rows],
        Mask = tokens.Mask[rows],
    };
}
