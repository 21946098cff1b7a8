using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>TDPO, SparsePO, MaPO and the masks.</summary>
public sealed class TokenPreferenceLossTests
{
    /// <summary>Chosen ρ_t = 1.5, −0.5 with KL 0.2, 0.3; rejected ρ_t = −1, 0 with KL 0.4, 0.6. A third position is padding.</summary>
    private static PreferenceBatch Batch() => PreferenceSample.Pairs(
        Side([1.5, -0.5], [0.2, 0.3], [1, 0], [0, 1]), Side([-1, 0], [0.4, 0.6], [0.5, 1], [1, 0.5]));

    private static ResponseBatch Side(double[] ratios, double[] divergences, double[] reward, double[] divergence)
    {
        Tensor Row(double[] values) => Sample.Matrix(1, 3, [.. values, double.NaN]).requires_grad_();
        return ResponseBatch.FromTokens(new ResponseTokens
        {
            LogProbs = Row([.. ratios.Select(ratio => ratio - 2)]),
            ReferenceLogProbs = Row([-2, -2]),
            ReferenceKl = Row(divergences),
            Mask = Sample.LengthMask(3, 2),
            RewardWeights = Row(reward),
            KlWeights = Row(divergence),
        });
    }

    [Fact]
    public void Tdpo_takes_the_difference_of_the_sequential_kls_from_the_margin()
    {
        using var scope = torch.NewDisposeScope();
        // ρ_w = 1, ρ_l = −1, K_w = 0.5, K_l = 1. Version 1: z = 0.5·(2 − 0.5) = 0.75; version 2, α 0.2: z = 0.5·(2 − 0.1) = 0.95.
        var batch = Batch();
        Sample.Close(Softplus(-0.75), Value(new TdpoLoss { Beta = 0.5, Version = 1 }, batch));
        Sample.Close(Softplus(-0.95), Value(new TdpoLoss { Beta = 0.5, Version = 2, Alpha = 0.2 }, batch));
        Sample.Close(Value(new DpoLoss { Beta = 0.5 }, batch), Value(new TdpoLoss { Beta = 0.5, Alpha = 0 }, batch));
        // β·(ρ + K) = 0.5·(1 + 0.5).
        Sample.Close(0.75, Sample.Value(new TdpoLoss { Beta = 0.5 }.Rewards(batch.Chosen)));
    }

    [Fact]
    public void Only_version_1_of_tdpo_rewards_drift_on_the_chosen_side()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var version in new[] { 1, 2 })
        {
            var batch = Batch();
            PreferenceSample.PerExample(new TdpoLoss { Beta = 0.5, Version = version, Alpha = 1 }, batch).sum().backward();
            // Both have z = 0.75: ∂/∂KL_t = ∓0.5·sigmoid(−0.75) on response tokens, 0 on padding.
            const double slope = 0.5 * 0.32082130082460703;
            var expected = version == 1 ? -slope : 0;
            Sample.Close([expected, expected, 0], batch.Chosen.Tokens!.ReferenceKl.grad is { } gradient ? Sample.Values(gradient) : [0, 0, 0]);
            Sample.Close([slope, slope, 0], Sample.Values(batch.Rejected.Tokens!.ReferenceKl.grad!));
        }
    }

    [Fact]
    public void Sparsepo_weighs_tokens_and_positions()
    {
        using var scope = torch.NewDisposeScope();
        var batch = Batch();
        // Independent: U = 1.5 and −0.5, K = 0.3 and 0.7: z = 0.5·(2 − 0.4) = 0.8; L1 0.1·(1 + 1.5) + 0.01·(1 + 1.5) = 0.275.
        Sample.Close(Softplus(-0.8) + 0.275, Value(new SparsePoLoss { Beta = 0.5, Mode = SparsePoMode.Independent, L1Reward = 0.1, L1Kl = 0.01 }, batch));
        // Common: K by m_u too, 0.2 and 0.8: z = 0.5·(2 − 0.6) = 0.7; half of (0.1 + 0.01)·2.5.
        Sample.Close(Softplus(-0.7) + 0.1375, Value(new SparsePoLoss { Beta = 0.5, L1Reward = 0.1, L1Kl = 0.01 }, batch));
        Sample.Close(Softplus(-0.7), Value(new MaPoLoss { Beta = 0.5 }, batch));
    }

    [Fact]
    public void Sparsepo_without_masks_is_tdpo_and_without_kl_weights_dpo()
    {
        using var scope = torch.NewDisposeScope();
        var batch = Batch();
        PreferenceBatch Masked(Tensor? reward, Tensor? divergence) => batch with { Chosen = Weighted(batch.Chosen, reward, divergence), Rejected = Weighted(batch.Rejected, reward, divergence) };
        var (ones, zeros) = (torch.ones(1, 3, dtype: ScalarType.Float64), torch.zeros(1, 3, dtype: ScalarType.Float64));
        var independent = new SparsePoLoss { Beta = 0.5, Mode = SparsePoMode.Independent };
        Sample.Close(Value(new TdpoLoss { Beta = 0.5, Version = 1 }, batch), Value(independent, Masked(null, null)));
        Sample.Close(Value(new TdpoLoss { Beta = 0.5, Version = 1 }, batch), Value(independent with { Mode = SparsePoMode.Common }, Masked(ones, null)));
        Sample.Close(Value(new DpoLoss { Beta = 0.5 }, batch), Value(independent, Masked(ones, zeros)));
        Sample.Close(Math.Log(2), Value(independent, Masked(zeros, zeros)));
        // The scale of the masks is an inverse temperature: β = 0.5 with masks, β = 0.25 with twice the masks.
        Sample.Close(Value(independent, batch), Value(independent with { Beta = 0.25 }, batch with { Chosen = Doubled(batch.Chosen), Rejected = Doubled(batch.Rejected) }));
    }

    [Fact]
    public void Mapo_stops_the_gradient_of_its_weights()
    {
        using var scope = torch.NewDisposeScope();
        var batch = Batch();
        PreferenceSample.PerExample(new MaPoLoss(), batch).sum().backward();
        Assert.Null(batch.Chosen.Tokens!.RewardWeights!.grad);
        Assert.NotNull(batch.Chosen.Tokens!.LogProbs.grad);
    }

    [Fact]
    public void Mapos_mask_is_each_places_activation_rescaled_over_the_response_and_averaged()
    {
        using var scope = torch.NewDisposeScope();
        // Group one: (1, 3, 2) and (0, 10, 10) rescale to (0, 1, 0.5) and (0, 1, 1), mean (0, 1, 0.75). Group two: (7, 5, 6) to (1, 0, 0.5).
        // Mean of the groups: (0.5, 0.5, 0.625). The padding is an infinity and a NaN.
        var mask = Sample.LengthMask(5, 3);
        Tensor Place(params double[] values) => Sample.Matrix(1, 5, [.. values, double.PositiveInfinity, double.NaN]);
        var groups = new IReadOnlyList<Tensor>[] { [Place(1, 3, 2), Place(0, 10, 10)], [], [Place(7, 5, 6)] };
        Sample.Close([0.5, 0.5, 0.625, 0, 0], Sample.Values(MaPoMask.Compute(groups, mask)));
        // Positive affine maps of a place change nothing.
        var scaled = new IReadOnlyList<Tensor>[] { [Place(1, 3, 2) * 7 + 4, Place(0, 10, 10)], [Place(7, 5, 6) * 0.1 - 3] };
        Sample.Close([0.5, 0.5, 0.625, 0, 0], Sample.Values(MaPoMask.Compute(scaled, mask)));
    }

    [Fact]
    public void One_token_and_constant_activations_have_weight_1()
    {
        using var scope = torch.NewDisposeScope();
        // Rows: one token; constant; empty; (0, 1).
        var means = Sample.Matrix(4, 2, 5, 9, 3, 3, 1, 2, 0, 1);
        Sample.Close([1, 0, 1, 1, 0, 0, 0, 1], Sample.Values(MaPoMask.Compute([[means]], Sample.LengthMask(2, 1, 2, 0, 2))));
        Sample.Close([1, 0], Sample.Values(MaPoMask.Compute([], Sample.LengthMask(2, 1))));
        // Whole activations are averaged over their units: (1 + 3, 5 + 7)/2 = 2, 6.
        Sample.Close([0, 1], Sample.Values(MaPoMask.OfActivations([[torch.tensor([1.0, 3, 5, 7], [1, 2, 2])]], Sample.LengthMask(2, 2))));
    }

    [Fact]
    public void Sparsepos_mask_norms_projects_and_mixes()
    {
        using var scope = torch.NewDisposeScope();
        // One position, two layers (3, 1) and (0, 4); with ε = 3 the norms are ±1/√(1 + 3) = ±0.5 and ∓2/√(4 + 3).
        // Layer one: w (2, 0), b 1: 2·0.5 + 1 = 2. Layer two: w (1, 0): −2/√7, cut to 0. Mixer (0.5, 9): 1.
        var states = torch.tensor([3.0, 1, 0, 4], [2, 1, 1, 2]);
        var (weights, biases, mixer) = (Sample.Matrix(2, 2, 2, 0, 1, 0), Sample.Vector(1, 0), Sample.Vector(0.5, 9));
        var (one, zero) = (Sample.Vector(1, 1), Sample.Vector(0, 0));
        Sample.Close([1], Sample.Values(SparsePoMask.Compute(states, one, zero, 3, weights, biases, mixer)));
        // A negative mixer leaves a dead mask, 0 everywhere.
        Assert.Equal([0], Sample.Values(SparsePoMask.Compute(states, one, zero, 3, weights, biases, -mixer)));
    }

    private static ResponseBatch Weighted(ResponseBatch side, Tensor? reward, Tensor? divergence) =>
        side with { Tokens = side.Tokens! with { RewardWeights = reward, KlWeights = divergence } };

    private static ResponseBatch Doubled(ResponseBatch side) => Weighted(side, side.Tokens!.RewardWeights! * 2, side.Tokens!.KlWeights! * 2);

    private static double Value(IPreferenceLoss loss, PreferenceBatch batch) => Sample.Value(PreferenceSample.PerExample(loss, batch));

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
