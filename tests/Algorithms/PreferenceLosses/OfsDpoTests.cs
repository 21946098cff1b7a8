using Align.Algorithms.PreferenceLosses;

namespace Align.Tests.Algorithms.PreferenceLosses;

public sealed class OfsDpoTests
{
    private static readonly OfsDpoOptions Options = new() { Beta = 0.5, Alpha = 0.2 };

    private static (OfsDpoTerms Terms, Tensor Fast, Tensor Slow) Run(double fast, double slow, OfsDpoOptions? options = null)
    {
        var (fastMargins, slowMargins) = (Sample.Vector(fast).requires_grad_(), Sample.Vector(slow).requires_grad_());
        return (OfsDpo.Compute(fastMargins, slowMargins, options ?? Options), fastMargins, slowMargins);
    }

    [Fact]
    public void Each_objective_is_its_own_loss_with_the_chase_added_or_taken_away()
    {
        using var scope = torch.NewDisposeScope();
        // D_F = 2, D_S = 1, β 0.5: L_F = softplus(−1), L_S = softplus(−0.5) = L_FS; J_F = L_F + 0.2·L_FS, J_S = L_S − 0.2·L_FS.
        var (terms, fast, slow) = Run(2, 1);
        Sample.Close(
            [0.31326168751822286, 0.4740769841801067, 0.4740769841801067, 0.4080770843542442, 0.3792615873440853],
            [Sample.Value(terms.FastLosses), Sample.Value(terms.SlowLosses), Sample.Value(terms.Chase), Sample.Value(terms.FastObjective), Sample.Value(terms.SlowObjective)]);
        // dJ_F/dD_F = −0.5·(sigmoid(−1) + 0.2·sigmoid(−0.5)); dJ_S/dD_S = −0.5·1.2·sigmoid(−0.5). No gradient crosses.
        (terms.FastObjective + terms.SlowObjective).backward();
        Sample.Close(-0.5 * (0.2689414213699951 + (0.2 * 0.3775406687981454)), Sample.Value(fast.grad!));
        Sample.Close(-0.6 * 0.3775406687981454, Sample.Value(slow.grad!));
    }

    [Fact]
    public void Equal_modules_at_the_reference_share_log_two()
    {
        using var scope = torch.NewDisposeScope();
        var (terms, _, _) = Run(0, 0);
        Sample.Close([1.2 * Math.Log(2), 0.8 * Math.Log(2)], [Sample.Value(terms.FastObjective), Sample.Value(terms.SlowObjective)]);
    }

    [Fact]
    public void The_gradient_stays_alive_where_dpos_vanishes()
    {
        using var scope = torch.NewDisposeScope();
        var (terms, fast, _) = Run(400, 400);
        terms.FastObjective.backward();
        // DPO's part is e^−200; the chase gives −α·β/2.
        Sample.Close(-0.05, Sample.Value(fast.grad!));
    }

    [Fact]
    public void The_clamp_stops_the_chase_and_without_it_the_slow_objective_has_no_bottom()
    {
        using var scope = torch.NewDisposeScope();
        var (held, _, slow) = Run(-100, 100);
        // β(D_F − D_S) = −100 is held at −10: L_FS = softplus(10) and no chase gradient; L_S = softplus(−50).
        Sample.Close(-0.2 * Math.Log(1 + Math.Exp(10)), Sample.Value(held.SlowObjective));
        held.SlowObjective.backward();
        Sample.Close(0, Sample.Value(slow.grad!));
        var (free, _, _) = Run(-100, 100, Options with { LogitClamp = null });
        Sample.Close(-0.2 * 100, Sample.Value(free.SlowObjective));
    }

    [Fact]
    public void Roles_are_exchanged_when_the_slow_module_is_ahead()
    {
        Assert.True(OfsDpo.ShouldSwap(meanFastLoss: 0.7, meanSlowLoss: 0.6));
        Assert.False(OfsDpo.ShouldSwap(0.6, 0.6));
    }

    [Fact]
    public void The_combination_of_cofs_is_exact_by_concatenated_ranks()
    {
        using var scope = torch.NewDisposeScope();
        // Two modules of rank 1: A = (1, 2), (3, 0); B = (1; 0), (1; 1); c = (2, −1), s = 0.5:
        // 0.5·(2·(1 2; 0 0) − (3 0; 3 0)) = (−0.5 2; −1.5 0).
        var (down, up) = (torch.tensor([1.0, 2, 3, 0], [2, 1, 2]), torch.tensor([1.0, 0, 1, 1], [2, 2, 1]));
        var coefficients = Sample.Vector(2, -1);
        Sample.Close([-0.5, 2, -1.5, 0], Sample.Values(CofsCombination.LinearDelta(down, up, coefficients, 0.5)));
        var (tall, wide) = CofsCombination.Concatenate(down, up, coefficients);
        Assert.Equal([2, 2], tall.shape);
        Sample.Close([2, -1, 0, -1], Sample.Values(wide));
        // Factors: (2·(1; 0) − (1; 1))·(2·(1 2) − (3 0)) = (1; −1)(−1 4), times 0.5.
        Sample.Close([-0.5, 2, 0.5, -2], Sample.Values(CofsCombination.FactorDelta(down, up, coefficients, 0.5)));
        // One module with coefficient 1: both are s·B·A.
        var first = Sample.Vector(1, 0);
        Sample.Close(Sample.Values(CofsCombination.LinearDelta(down, up, first, 0.5)), Sample.Values(CofsCombination.FactorDelta(down, up, first, 0.5)));
    }
}
