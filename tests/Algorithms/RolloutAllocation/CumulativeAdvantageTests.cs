using Align.Algorithms.Advantages;
using Align.Algorithms.RolloutAllocation;

namespace Align.Tests.Algorithms.RolloutAllocation;

public class CumulativeAdvantageTests
{
    [Fact]
    public void It_is_a_parabola_of_the_accuracy()
    {
        // 8 rollouts of u = 1/4: 2·8·(1/4)(3/4) = 3; the same from rewards: 2·(3/4) + 6·(1/4).
        Sample.Close(3, CumulativeAdvantage.Expected(0.25, 8));
        var advantages = CentredRewards.Compute<double>([1, 1, 0, 0, 0, 0, 0, 0], new long[8], SingletonAdvantage.Zero);
        Sample.Close(3, CumulativeAdvantage.Measured(advantages));
        // Scaled by the population's deviation: 2·8·√(3/16).
        Sample.Close(4 * Math.Sqrt(3), CumulativeAdvantage.Expected(0.25, 8, useStd: true));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.45)]
    public void Equal_treatment_is_flat_and_hardness_weight_falls(double accuracy)
    {
        Sample.Close(4, CumulativeAdvantage.Expected(accuracy, 8, DarsSchedule.Et, useStd: false, maxRollouts: 1000));
        Sample.Close(8 * (1 - accuracy), CumulativeAdvantage.Expected(accuracy, 8, DarsSchedule.Hw, useStd: false, maxRollouts: 1000));
    }

    [Fact]
    public void The_most_rollouts_bend_it_down_and_easy_prompts_keep_theirs()
    {
        // u = 0.01: 32 rollouts give 2·32·0.0099.
        Sample.Close(0.6336, CumulativeAdvantage.Expected(0.01, 8, DarsSchedule.Et, useStd: false, maxRollouts: 32));
        Sample.Close(3, CumulativeAdvantage.Expected(0.75, 8, DarsSchedule.Hw, useStd: false, maxRollouts: 32));
        Assert.Equal(0, CumulativeAdvantage.Expected(0, 8, DarsSchedule.Et, useStd: false, maxRollouts: 32));
    }

    [Fact]
    public void Centred_rewards_keep_the_type_of_the_numbers()
    {
        // 0.1 in float32 is 0.100000001…: the mean of ten rewards, one of them 1, and 1 less that mean.
        var advantages = CentredRewards.Compute<float>([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], new long[10], SingletonAdvantage.Zero);
        Assert.Equal(1 - 0.1f, advantages[0]);
        Assert.Equal(-0.1f, advantages[1]);
    }
}
