using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;

namespace Align.Tests.Algorithms.RolloutAllocation;

public class DarsAllocatorTests
{
    private static readonly AdvantageTraits s_centred = new GrpoAdvantage { ScaleRewards = RewardScaling.None }.Traits;

    [Theory]
    // N = 8, one success, u = 1/8. Centred rewards: 8/(4·7/64) = 18.3 in all (et), 8/(1/4) = 32 (hw).
    // Divided by the deviation: 8/(2·√7/8) = 12.1 (et), 8·√7 = 21.2 (hw).
    [InlineData(DarsSchedule.Et, RewardScaling.None, 19)]
    [InlineData(DarsSchedule.Et, RewardScaling.Batch, 19)]
    [InlineData(DarsSchedule.Et, RewardScaling.Group, 13)]
    [InlineData(DarsSchedule.Hw, RewardScaling.None, 32)]
    [InlineData(DarsSchedule.Hw, RewardScaling.Group, 22)]
    public void The_schedule_reckons_with_the_advantages_of_the_estimator(DarsSchedule schedule, RewardScaling scaling, int total)
    {
        var traits = new GrpoAdvantage { ScaleRewards = scaling }.Traits;
        Assert.Equal(total, 8 + new DarsAllocator { Schedule = schedule }.Extra(new(1, 8), 8, traits));
    }

    [Theory]
    [InlineData(RewardScaling.None)]
    [InlineData(RewardScaling.Group)]
    public void The_total_lifts_the_measured_advantages_to_those_of_one_half(RewardScaling scaling)
    {
        // u = 1/4 in the total reaches what u = 1/2 has in 8; one completion less does not.
        var estimator = new GrpoAdvantage { ScaleRewards = scaling, Epsilon = 0 };
        var total = 8 + new DarsAllocator().Extra(new(2, 8), 8, estimator.Traits);
        var target = CumulativeAdvantage.Expected(0.5, 8, estimator.Traits.DividesByGroupDeviation);
        Assert.True(CumulativeAdvantage.Expected(0.25, total, estimator.Traits.DividesByGroupDeviation) >= target);
        Assert.True(CumulativeAdvantage.Expected(0.25, total - 1, estimator.Traits.DividesByGroupDeviation) < target);
    }

    [Fact]
    public void The_most_rollouts_follow_the_schedule_unless_they_are_set()
    {
        Assert.Equal(32, new DarsAllocator().MaxGenerations(8));
        Assert.Equal(64, new DarsAllocator { Schedule = DarsSchedule.Hw }.MaxGenerations(8));
        Assert.Equal(12, new DarsAllocator { NMax = 12 }.MaxGenerations(8));
        Assert.Equal(40, new DarsAllocator().MaxGenerations(40));
    }

    [Fact]
    public void No_prompt_samples_more_than_the_most_whatever_could_be_judged()
    {
        var allocator = new DarsAllocator { Schedule = DarsSchedule.Hw, NMax = 16 };
        for (var scored = 0; scored <= 8; scored++)
        {
            for (var successes = 0; successes <= scored; successes++)
            {
                Assert.InRange(allocator.Extra(new(successes, scored), 8, s_centred), 0, 8);
            }
        }
        // Four judged, all wrong: 4²/1 = 16 in all would do; 8 were sampled, so 8 more are left.
        Assert.Equal(8, allocator.Extra(new(0, 4), 8, s_centred));
        // Nothing judged, nothing known.
        Assert.Equal(0, allocator.Extra(default, 8, s_centred));
    }

    [Theory]
    [InlineData(0, 8, 1.0, false)]
    [InlineData(1, 8, 1.0, true)]
    [InlineData(8, 8, 1.0, false)]
    [InlineData(7, 8, 0.875, false)]
    [InlineData(6, 8, 0.875, true)]
    [InlineData(0, 0, 1.0, false)]
    public void Prompts_between_never_and_nearly_always_are_kept(int successes, int scored, double threshold, bool kept) =>
        Assert.Equal(kept, new DarsAllocator { UpperThreshold = threshold }.Keeps(new(successes, scored)));

    [Fact]
    public void The_metrics_tell_what_the_second_stage_cost_and_brought()
    {
        // Four prompts of 8: unsolved then solved once in 32; unsolved still; half; always.
        AllocatedGroup[] groups =
        [
            new(new(0, 8), 24, new(1, 32), CumulativeAdvantage: 1.9375, Kept: true),
            new(new(0, 8), 24, new(0, 31), CumulativeAdvantage: 0, Kept: false),
            new(new(4, 8), 0, new(4, 8), CumulativeAdvantage: 4, Kept: true),
            new(new(8, 8), 0, new(8, 8), CumulativeAdvantage: 0, Kept: false),
        ];
        var metrics = new DarsAllocator().Metrics(groups);
        Assert.Equal(48, metrics["dars/extra_rollouts"]);
        Assert.Equal(2, metrics["dars/extra_prompts"]);
        Assert.Equal(0.25, metrics["dars/saved"]);
        Assert.Equal(1, metrics["dars/unsolved"]);
        Assert.Equal(1, metrics["dars/solved"]);
        Assert.Equal(1.9375, metrics["dars/cumulative_advantage_u0_25"]);
        Assert.Equal(4, metrics["dars/cumulative_advantage_u50_75"]);
        Assert.False(metrics.ContainsKey("dars/cumulative_advantage_u75_100"));
        Assert.Empty(new DarsAllocator().Metrics([]));
    }

    [Fact]
    public void An_empty_second_stage_is_no_failure()
    {
        var metrics = new DarsAllocator().Metrics([new(new(4, 8), 0, new(4, 8), 4, true)]);
        Assert.Equal(0, metrics["dars/extra_rollouts"]);
        Assert.Equal(0, metrics["dars/saved"]);
    }
}
