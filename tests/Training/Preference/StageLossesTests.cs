using Align.Algorithms;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
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

    [Fact]
    public void Losses_draw_from_streams_of_their_own_purpose()
    {
        using var scope = NewDisposeScope();
        var loss = new FirstDraw();
        var losses = new StageLosses([new PreferenceLossConfig { Name = "first_draw", Options = loss }], seed: 3);

        losses.Measure(new PreferenceBatch { Chosen = Side(0), Rejected = Side(1) }, new TrainingClock(0, 5, 5), round: 1);

        Assert.Equal(RandomStream.Create(3, RandomPurpose.Loss, 5, 0, 1).NextUInt64(), loss.Drawn);
    }

    private sealed record FirstDraw : IPreferenceLoss
    {
        public ulong Drawn { get; private set; }

        public LossTraits Traits => new() { CouplesBatch = true };

        public StepStatistics Measure(PreferenceBatch step, IReadOnlyDictionary<string, double> memory, RandomStream random)
        {
            Drawn = random.NextUInt64();
            return StepStatistics.None;
        }

        public Tensor PerExample(PreferenceBatch batch, PreferenceCounts counts, StepStatistics statistics) => zeros([32]);
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
