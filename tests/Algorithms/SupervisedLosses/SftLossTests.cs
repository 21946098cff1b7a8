using Align.Algorithms.Masking;
using Align.Algorithms.SupervisedLosses;

namespace Align.Tests.Algorithms.SupervisedLosses;

public sealed class SftLossTests
{
    // Probabilities 1/2, 1/4 and 1/e in the first row, 1 token in the second; the rest is padding.
    private static SupervisedTokens Tokens() => new()
    {
        LogProbs = Sample.Matrix(2, 3, Math.Log(0.5), Math.Log(0.25), -1, Math.Log(0.5), double.NaN, double.NegativeInfinity),
        Mask = Sample.LengthMask(3, 3, 1),
        ReferenceKl = Sample.Matrix(2, 3, 0.1, 0.2, 0, 0.3, double.NaN, double.PositiveInfinity),
    };

    public static TheoryData<int> All => [0, 1, 2];

    private static ISupervisedLoss Loss(int index) => new ISupervisedLoss[] { new SftLoss(), new DftLoss(), new AsftLoss { KlCoef = 0.5 } }[index];

    [Fact]
    public void The_token_losses_are_the_hand_worked_ones()
    {
        using var scope = torch.NewDisposeScope();
        Sample.Close([Math.Log(2), Math.Log(4), 1, Math.Log(2), 0, 0], Sample.Values(new SftLoss().PerToken(Tokens())));
        // −p·log p
        double[] dft = [0.5 * Math.Log(2), 0.25 * Math.Log(4), 1 / Math.E, 0.5 * Math.Log(2), 0, 0];
        Sample.Close(dft, Sample.Values(new DftLoss().PerToken(Tokens())));
        Sample.Close([dft[0] + 0.05, dft[1] + 0.1, dft[2], dft[3] + 0.15, 0, 0], Sample.Values(new AsftLoss { KlCoef = 0.5 }.PerToken(Tokens())));
    }

    [Fact]
    public void The_gradient_of_dynamic_fine_tuning_is_that_of_minus_the_probability()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens();
        var gradient = Sample.Gradient(x => new DftLoss().PerToken(tokens with { LogProbs = x }).sum(), tokens.LogProbs);
        // d(−p)/d log p = −p
        Sample.Close([-0.5, -0.25, -1 / Math.E, -0.5, 0, 0], gradient);
    }

    [Fact]
    public void Without_its_anchor_asft_is_dft()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(Sample.Values(new DftLoss().PerToken(Tokens())), Sample.Values(new AsftLoss { KlCoef = 0 }.PerToken(Tokens())));
        Assert.Throws<ArgumentException>(() => new AsftLoss().PerToken(Tokens() with { ReferenceKl = null }));
    }

    [Fact]
    public void Dynamic_fine_tuning_stays_between_zero_and_one_over_e()
    {
        using var scope = torch.NewDisposeScope();
        var logProbs = torch.linspace(-400, 0, 801, dtype: ScalarType.Float64).unsqueeze(0);
        var losses = Sample.Values(new DftLoss().PerToken(new SupervisedTokens { LogProbs = logProbs, Mask = torch.ones_like(logProbs, dtype: ScalarType.Bool) }));
        Assert.All(losses, loss => Assert.InRange(loss, 0, 1 / Math.E));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Micro_batches_add_up_to_the_batch(int index)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens();
        var counts = BatchCounts.FromMask(tokens.Mask, 3);
        double Of(System.Range rows) => Sample.Value(LossAggregation.Compute(
            Loss(index).PerToken(new SupervisedTokens { LogProbs = tokens.LogProbs[rows], Mask = tokens.Mask[rows], ReferenceKl = tokens.ReferenceKl![rows] }), tokens.Mask[rows], LossType.Dapo, counts));
        Sample.Close(Of(..), Of(..1) + Of(1..));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_empty_mask_gives_zero_and_nothing_under_it_a_gradient(int index)
    {
        using var scope = torch.NewDisposeScope();
        var tokens = Tokens();
        Assert.All(Sample.Values(Loss(index).PerToken(tokens with { Mask = Sample.LengthMask(3, 0, 0) })), loss => Assert.Equal(0, Math.Abs(loss)));
        var gradient = Sample.Gradient(x => Loss(index).PerToken(tokens with { LogProbs = x }).sum(), tokens.LogProbs);
        Assert.Equal([0.0, 0.0], [Math.Abs(gradient[4]), Math.Abs(gradient[5])]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_tensor_is_left_behind(int index) => Sample.LeavesNothing(() =>
    {
        using var scope = torch.NewDisposeScope();
        using var loss = Loss(index).PerToken(Tokens());
    });
}
