using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Tests.Training.Learning;

public class LearningRateScheduleTests
{
    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.5)]
    [InlineData(3, 1.0)]
    [InlineData(4, 1.0)]
    public void Warm_up_rises_linearly_to_the_peak(long step, double expected) =>
        Assert.Equal(expected, new LearningRateSchedule(1, 4, 100, LrSchedulerType.Constant).At(step), 12);

    [Theory]
    // 10 steps after 2 of warm-up: step 7 is half way.
    [InlineData(LrSchedulerType.Constant, 1.0)]
    [InlineData(LrSchedulerType.Linear, 0.5)]
    [InlineData(LrSchedulerType.Cosine, 0.5)]
    public void Half_way_each_kind_has_its_value(LrSchedulerType kind, double expected) =>
        Assert.Equal(expected, new LearningRateSchedule(1, 2, 12, kind).At(7), 12);

    [Theory]
    [InlineData(LrSchedulerType.Linear)]
    [InlineData(LrSchedulerType.Cosine)]
    public void Decaying_kinds_end_at_zero_and_stay_there(LrSchedulerType kind)
    {
        var schedule = new LearningRateSchedule(3e-4, 0, 50, kind);
        Assert.Equal(0, schedule.At(50), 12);
        Assert.Equal(0, schedule.At(5000), 12);
        Assert.Equal(3e-4, schedule.At(0), 12);
    }
}
