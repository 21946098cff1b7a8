using Align.Algorithms.PreferenceLosses;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Preference;

namespace Align.Tests.Training.Preference;

/// <summary>What the losses of a stage measure over an optimizer step.</summary>
public sealed class StageLossesTests
{
    [Fact]
    public void Every_optimizer_step_of_one_rollout_batch_draws_its_own_pairs()
    {
        using var scope = NewDisposeScope();
        var losses = new StageLosses([new PreferenceLossConfig { Name = "beta_dpo", Options = new BetaDpoLoss { FilterRatio = 0.5 } }], seed: 3);
        var step = new PreferenceBatch { Chosen = Side(0), Rejected = Side(1) };

        var (first, again, second) = (Kept(losses, step, round: 0), Kept(losses, step, round: 0), Kept(losses, step, round: 1));

        // Half of 32 pairs; two independent draws are the same with probability 1/C(32, 16), 2e-9.
        Assert.Equal((16, 16), (first.Sum(), second.Sum()));
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
    }

    private static double[] Kept(StageLosses losses, PreferenceBatch step, int round) =>
        losses.Measure(step, new TrainingClock(0, 5, 5), round)[0].ChosenRow("selected").to(ScalarType.Float64).data<double>().ToArray();

    private static ResponseBatch Side(double shift) => new()
    {
        LogProbs = linspace(-4, -2, 32, dtype: ScalarType.Float64) - shift,
        ReferenceLogProbs = zeros([32], dtype: ScalarType.Float64) - 3,
        Lengths = ones([32], dtype: ScalarType.Int64),
    };
}
