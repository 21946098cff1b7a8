using Align.Algorithms.PreferenceLosses;
using Align.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>Bradley-Terry, online pairs, inverted hinge, reweighting.</summary>
public sealed class PreferenceFunctionTests
{
    [Fact]
    public void The_reward_models_loss_is_the_negative_log_likelihood_of_the_label()
    {
        using var scope = torch.NewDisposeScope();
        // h = 1 and −400: softplus(−1), 400; gradients ∓sigmoid(−h).
        var (chosen, rejected) = (Sample.Vector(3, 0).requires_grad_(), Sample.Vector(2, 400).requires_grad_());
        var losses = BradleyTerryLoss.PerPair(chosen, rejected);
        Sample.Close([0.31326168751822286, 400], Sample.Values(losses));
        losses.sum().backward();
        Sample.Close([-0.2689414213699951, -1], Sample.Values(chosen.grad!));
        Sample.Close([0.2689414213699951, 1], Sample.Values(rejected.grad!));
    }

    [Fact]
    public void The_better_completion_is_chosen_and_ties_go_to_the_first()
    {
        using var scope = torch.NewDisposeScope();
        // Prompts: 1 against 2, 5 against 5, 3 against −1.
        var (chosen, rejected) = OnlinePairs.Choose(Sample.Vector(1, 5, 3, 2, 5, -1));
        Assert.Equal([3, 1, 2], chosen.data<long>().ToArray());
        Assert.Equal([0, 4, 5], rejected.data<long>().ToArray());
        Assert.Throws<ArgumentException>(() => OnlinePairs.Choose(Sample.Vector(1, 2, 3)));
    }

    [Fact]
    public void The_inverted_hinge_is_1_plus_the_tokens_lead()
    {
        using var scope = torch.NewDisposeScope();
        // p = (0.5, 0.25, 0.25): unlearn the first: 1 + 0.5 − 0.25; the last: 1 + 0.25 − 0.5. Uniform p: 1.
        var logits = torch.tensor([Math.Log(2), 0, 0, Math.Log(2), 0, 0, 7, 7, 7], [1, 3, 3]).requires_grad_();
        var ids = torch.tensor([0L, 2, 1], [1, 3]);
        var losses = InvertedHingeLoss.PerToken(logits, ids);
        Sample.Close([1.25, 0.75, 1], Sample.Values(losses));
        losses.narrow(1, 1, 1).sum().backward();
        // At y: p_y(1 − p_y + p_v) = 0.25·1.25; at the runner-up v: −0.5·(1 − 0.5 + 0.25); elsewhere 0.25·(0.5 − 0.25). Sum 0.
        Sample.Close([-0.375, 0.0625, 0.3125], Sample.Values(logits.grad!)[3..6]);
    }

    [Fact]
    public void The_inverted_hinge_stays_in_0_to_2_and_differentiates_where_no_runner_up_ties()
    {
        using var scope = torch.NewDisposeScope();
        var ids = torch.tensor([0L, 1, 2, 3, 0, 1], [2, 3]);
        var logits = Sample.Normal(4, 20, 2, 3, 4);
        Assert.All(Sample.Values(InvertedHingeLoss.PerToken(logits, ids)), loss => Assert.InRange(loss, 0, 2));
        GradientCheck.Verify(inputs => InvertedHingeLoss.PerToken(inputs[0], ids), [Sample.Normal(5, 1, 2, 3, 4)]);
    }

    [Theory]
    [InlineData(SampleReweightingForm.LinUpper, 0.46608721049089086, 1.2669563947545546, 1.2669563947545546)]
    [InlineData(SampleReweightingForm.Quadratic, 0.6358246728512564, 1.7283506542974876, 0.6358246728512564)]
    [InlineData(SampleReweightingForm.Upper, 0.5589711696775427, 0.9215876571554952, 1.519441173166962)]
    [InlineData(SampleReweightingForm.Extremes, 1.2669563947545546, 0.46608721049089086, 1.2669563947545546)]
    public void Weights_are_a_softmax_of_the_place_between_the_extremes(SampleReweightingForm form, double easy, double middle, double hard)
    {
        using var scope = torch.NewDisposeScope();
        // ℓ = 2, 4, 6: h = −1, 0, 1. f is (0, 1, 1), (0, 1, 0), (0, ½, 1), (1, 0, 1); three times the softmax.
        Sample.Close([easy, middle, hard], Sample.Values(SampleReweighting.Factors(Sample.Vector(2, 4, 6), form)));
    }

    [Fact]
    public void Weights_have_mean_1_ignore_affine_maps_of_the_losses_and_never_differ_by_more_than_the_temperature_allows()
    {
        var losses = Gen.Choose(-1000, 1000).Select(i => i / 100.0).ArrayOf().Where(values => values.Distinct().Count() > 1);
        Prop.ForAll(losses.ToArbitrary(), values =>
        {
            using var scope = torch.NewDisposeScope();
            return Enum.GetValues<SampleReweightingForm>().All(form =>
            {
                var weights = Sample.Values(SampleReweighting.Factors(Sample.Vector(values), form, 0.5));
                var mapped = Sample.Values(SampleReweighting.Factors(Sample.Vector(values) * 3 + 7, form, 0.5));
                return Math.Abs(weights.Average() - 1) < 1e-12
                    && weights.Zip(mapped).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9)
                    && weights.Max() / weights.Min() <= Math.Exp(2) * (1 + 1e-9);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_losses_weigh_alike_and_nothing_is_followed_backwards()
    {
        using var scope = torch.NewDisposeScope();
        var losses = Sample.Vector(3, 3, 3).requires_grad_();
        var weights = SampleReweighting.Factors(losses, SampleReweightingForm.Upper);
        Sample.Close([1, 1, 1], Sample.Values(weights));
        Assert.False(weights.requires_grad);
        Assert.Equal([0], SampleReweighting.Factors(Sample.Vector(), SampleReweightingForm.Upper).shape);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleReweighting.Factors(losses, SampleReweightingForm.Upper, 0));
    }
}
