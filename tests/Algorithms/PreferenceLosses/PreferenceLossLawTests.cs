using Align.Algorithms.PreferenceLosses;
using Align.Testing;

namespace Align.Tests.Algorithms.PreferenceLosses;

/// <summary>What holds for every loss in the list.</summary>
public sealed class PreferenceLossLawTests
{
    public static TheoryData<string> Names => PreferenceLossList.Names;

    [Fact]
    public void The_list_holds_every_loss_of_the_room()
    {
        var all = typeof(IPreferenceLoss).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IPreferenceLoss)));
        Assert.Equal(all.Select(type => type.Name).Order(StringComparer.Ordinal), PreferenceLossList.Types.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_finite_differences(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var batch = PreferenceSample.Random(1, loss);
        var (counts, statistics) = (PreferenceCounts.Of(batch, loss.Traits), PreferenceSample.Measure(loss, batch));
        // Stopped gradients are no derivatives: version 2 of TDPO stops the chosen side's KL, MaPO its weights.
        var inputs = PreferenceSample.Inputs(loss, batch);
        var stopped = loss is TdpoLoss { Version: 2 } ? [3] : loss is MaPoLoss ? new[] { 4, 8 } : [];
        var free = Enumerable.Range(0, inputs.Length).Except(stopped).ToArray();
        GradientCheck.Verify(
            values => loss.PerExample(PreferenceSample.With(batch, Merge(inputs, free, values)), counts, statistics),
            [.. free.Select(i => inputs[i])],
            step: 1e-5,
            tolerance: 1e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Micro_batches_add_up_to_the_step_in_value_and_gradient(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var (whole, cut) = (Leaves(loss, 7), Leaves(loss, 7));
        var (counts, statistics) = (PreferenceCounts.Of(whole, loss.Traits), PreferenceSample.Measure(loss, whole));
        var objective = PreferenceAggregation.Compute(loss, whole, counts, statistics);
        objective.backward();
        var sum = 0.0;
        foreach (var start in new[] { 0L, 2 })
        {
            // Rows 0 and 1, then the rest; the other side of an unpaired loss is cut at 1.
            var chosen = (start, start == 0 ? 2L : 5);
            var rejected = loss.Traits.Unpaired ? (start / 2, start == 0 ? 1L : 3) : chosen;
            var share = PreferenceAggregation.Compute(loss, PreferenceSample.Rows(cut, chosen, rejected), counts, statistics.Rows(chosen, rejected));
            share.backward();
            sum += Sample.Value(share);
        }
        Sample.Close(Sample.Value(objective), sum);
        foreach (var (expected, actual) in PreferenceSample.Inputs(loss, whole).Zip(PreferenceSample.Inputs(loss, cut)))
        {
            Sample.Close(Gradient(expected), Gradient(actual));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Extreme_log_probabilities_give_finite_losses_and_gradients(string name)
    {
        foreach (var type in new[] { ScalarType.Float64, ScalarType.Float32 })
        {
            using var scope = torch.NewDisposeScope();
            var loss = PreferenceLossList.Get(name);
            var batch = Extreme(loss, type);
            var losses = PreferenceSample.PerExample(loss, batch);
            losses.sum().backward();
            Assert.All(Sample.Values(losses), value => Assert.True(double.IsFinite(value), $"{name}: {value}"));
            Assert.All(PreferenceSample.Inputs(loss, batch).SelectMany(Gradient), value => Assert.True(double.IsFinite(value), $"{name}: gradient {value}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_traits_are_true_at_random_rows(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var batch = Leaves(loss, 200);
        var losses = PreferenceSample.PerExample(loss, batch);
        losses.sum().backward();
        var (chosen, rejected) = (Gradient(batch.Chosen.LogProbs), Gradient(batch.Rejected.LogProbs));
        if (loss.Traits.Monotone)
        {
            Assert.All(chosen, gradient => Assert.True(gradient <= 0, $"{name}: {gradient}"));
            Assert.All(rejected, gradient => Assert.True(gradient >= 0, $"{name}: {gradient}"));
        }
        if (loss.Traits.GradientBound is { } bound)
        {
            Assert.All(chosen.Concat(rejected), gradient => Assert.InRange(Math.Abs(gradient), 0, bound * (1 + 1e-12)));
        }
        if (loss.Traits.ShiftInvariant)
        {
            Sample.Close(chosen, [.. rejected.Select(gradient => -gradient)]);
        }
        if (loss.Traits.SwapComplement)
        {
            var swapped = Sample.Values(PreferenceSample.PerExample(loss, batch with { Chosen = batch.Rejected, Rejected = batch.Chosen }));
            Sample.Close([.. swapped.Select(_ => 1.0)], [.. Sample.Values(losses).Zip(swapped, (there, back) => Math.Exp(-there) + Math.Exp(-back))]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_policy_that_equals_its_reference_has_the_loss_log_two_where_the_traits_say_so(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var batch = PreferenceSample.Random(3, loss);
        var losses = Sample.Values(PreferenceSample.PerExample(loss, batch with { Chosen = AtReference(batch.Chosen), Rejected = AtReference(batch.Rejected) }));
        Assert.Equal(loss.Traits.LogTwoAtReference, losses.All(value => Math.Abs(value - Math.Log(2)) < 1e-12));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_lies_under_the_mask_reaches_neither_loss_nor_gradients(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var (clean, dirty) = (Leaves(loss, 6), Leaves(loss, 6, double.NaN));
        var (expected, actual) = (PreferenceSample.PerExample(loss, clean), PreferenceSample.PerExample(loss, dirty));
        Sample.Close(Sample.Values(expected), Sample.Values(actual));
        expected.sum().backward();
        actual.sum().backward();
        foreach (var (of, with) in PreferenceSample.Inputs(loss, clean).Zip(PreferenceSample.Inputs(loss, dirty)))
        {
            Sample.Close(Gradient(of), Gradient(with));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_without_rows_is_0_and_empty_responses_are_finite(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var none = PreferenceSample.Random(1, 0, 0);
        Assert.Equal(0, Sample.Value(PreferenceAggregation.Compute(loss, none, PreferenceCounts.Of(none, loss.Traits), PreferenceSample.Measure(loss, none))));
        var batch = Leaves(loss, 4);
        var empty = batch with { Chosen = Empty(batch.Chosen), Rejected = Empty(batch.Rejected) };
        var losses = PreferenceSample.PerExample(loss, empty);
        losses.sum().backward();
        Assert.All(Sample.Values(losses).Concat(Gradient(empty.Chosen.LogProbs)), value => Assert.True(double.IsFinite(value), $"{name}: {value}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_tensor_is_left_behind(string name)
    {
        using var scope = torch.NewDisposeScope();
        var loss = PreferenceLossList.Get(name);
        var batch = Leaves(loss, 4);
        var counts = PreferenceCounts.Of(batch, loss.Traits);
        Sample.LeavesNothing(() =>
        {
            var statistics = PreferenceSample.Measure(loss, batch);
            loss.PerExample(batch, counts, statistics).Dispose();
            foreach (var rows in statistics.ChosenRows.Values.Concat(statistics.RejectedRows.Values))
            {
                rows.Dispose();
            }
        });
    }

    private static double[] Gradient(Tensor input) => input.grad is { } gradient ? Sample.Values(gradient) : new double[input.numel()];

    private static List<Tensor> Merge(Tensor[] inputs, int[] free, Tensor[] values)
    {
        var merged = inputs.ToList();
        foreach (var (place, value) in free.Zip(values))
        {
            merged[place] = value;
        }
        return merged;
    }

    /// <summary>A random batch whose inputs are all leaves; <paramref name="padding"/> under the token mask.</summary>
    private static PreferenceBatch Leaves(IPreferenceLoss loss, int rows, double padding = 0)
    {
        var batch = PreferenceSample.Random(5, loss, rows);
        var tokens = new[] { batch.Chosen.Tokens!, batch.Rejected.Tokens! };
        Tensor Leaf(Tensor input, int index)
        {
            var covered = index < 2 ? input : input.where(tokens[index < 6 ? 0 : 1].Mask, torch.full_like(input, padding));
            return covered.detach().requires_grad_();
        }
        return PreferenceSample.With(batch, [.. PreferenceSample.Inputs(loss, batch).Select(Leaf)]);
    }

    private static PreferenceBatch Extreme(IPreferenceLoss loss, ScalarType type)
    {
        double[] chosen = [-1e-30, -400, -1, -1000, -0.5], rejected = [-400, -1e-30, -1000, -1, -0.5];
        ResponseBatch Of(double[] policy, double[] reference)
        {
            Tensor Column(double[] values) => torch.tensor(values, [5, 1], dtype: type);
            var side = ResponseBatch.FromTokens(new ResponseTokens
            {
                LogProbs = Column(policy),
                ReferenceLogProbs = Column(reference),
                ReferenceKl = Column([0, 1, 400, 1e-30, 3]),
                Mask = Sample.LengthMask(1, 1, 1, 1, 1, 1),
                RewardWeights = Column([1, 0, 20, 1, 1]),
                KlWeights = Column([1, 0, 1, 20, 1]),
            });
            return side with { LogProbs = side.LogProbs.detach() };
        }
        var batch = new PreferenceBatch
        {
            Chosen = Of(chosen, rejected),
            Rejected = Of(rejected, chosen),
            Mismatched = Of(chosen, rejected),
            RewardMargins = torch.tensor([-95.0, 95, 0, 400, -400], [5], dtype: type),
        };
        return PreferenceSample.With(batch, [.. PreferenceSample.Inputs(loss, batch).Select(input => input.detach().requires_grad_())]);
    }

    private static ResponseBatch AtReference(ResponseBatch side) => side with
    {
        LogProbs = side.ReferenceLogProbs!,
        Tokens = side.Tokens! with { LogProbs = side.Tokens.ReferenceLogProbs, ReferenceKl = torch.zeros_like(side.Tokens.ReferenceKl) },
    };

    private static ResponseBatch Empty(ResponseBatch side)
    {
        var zeros = torch.zeros_like(side.LogProbs);
        return new ResponseBatch
        {
            LogProbs = zeros.clone().requires_grad_(),
            ReferenceLogProbs = zeros,
            Lengths = torch.zeros_like(side.Lengths),
            Tokens = side.Tokens! with { Mask = torch.zeros_like(side.Tokens.Mask) },
        };
    }
}
