using Align.Algorithms.Statistics;
using Align.Core;

namespace Align.Tests.Algorithms.Statistics;

public sealed class ConfidenceIntervalsTests
{
    private static RandomStream Stream() => RandomStream.Create(7, RandomPurpose.Evaluation);

    [Fact]
    public void Wilson_gives_the_textbook_interval()
    {
        // 8 of 10, z = 1.959964: centre (0.8 + z²/20)/(1 + z²/10) = 0.71674, half-width 0.22659
        var interval = ConfidenceIntervals.Wilson(8, 10);
        Sample.Close([0.8, 0.4901625, 0.9433178], [interval.Estimate, interval.Low, interval.High], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Certainty_is_never_claimed(int successes)
    {
        var interval = ConfidenceIntervals.Wilson(successes, 20);
        Assert.InRange(interval.High - interval.Low, 0.1, 0.3);
        Assert.True(interval.Low >= 0 && interval.High <= 1);
    }

    [Fact]
    public void Student_gives_the_textbook_interval()
    {
        // 1, 2, 3, 4: mean 2.5, s = 1.2909944, t(3, 0.975) = 3.1824463, half-width 3.1824463·1.2909944/2 = 2.0542609
        var interval = ConfidenceIntervals.Student([1, 2, 3, 4]);
        Sample.Close([2.5, 0.4457397, 4.5542603], [interval.Estimate, interval.Low, interval.High], 1e-6);
    }

    [Fact]
    public void The_bootstrap_repeats_with_its_stream_and_holds_the_mean()
    {
        double[] values = [0.01, 0.23, 1.07, 0.5, 0.75, 0, 1, 0.94];
        var interval = ConfidenceIntervals.Bootstrap(values, Stream());
        Assert.Equal(interval, ConfidenceIntervals.Bootstrap(values, Stream()));
        Assert.NotEqual(interval, ConfidenceIntervals.Bootstrap(values, RandomStream.Create(8, RandomPurpose.Evaluation)));
        Sample.Close(0.5625, interval.Estimate);
        Assert.True(interval.Low < 0.5625 && 0.5625 < interval.High);
    }

    [Fact]
    public void The_bootstrap_is_about_as_wide_as_the_normal_interval()
    {
        // 100 zeros and 100 ones: standard error 0.5/√200 = 0.03536, so 95 % is 0.5 ± 0.0693.
        double[] values = [.. Enumerable.Repeat(0.0, 100), .. Enumerable.Repeat(1.0, 100)];
        var interval = ConfidenceIntervals.Bootstrap(values, Stream());
        Assert.InRange(interval.Low, 0.41, 0.45);
        Assert.InRange(interval.High, 0.55, 0.59);
    }

    [Fact]
    public void A_single_sample_per_prompt_takes_wilsons_interval() =>
        Assert.Equal(ConfidenceIntervals.Wilson(2, 4), ConfidenceIntervals.PassAtK([1, 0, 1, 0], 1, 1, Stream()));

    [Fact]
    public void Prompts_that_all_agree_still_leave_doubt()
    {
        var interval = ConfidenceIntervals.PassAtK([8, 8, 8], 8, 4, Stream());
        Assert.Equal(1, interval.Estimate);
        Assert.True(interval.Low < 0.6);
    }

    [Fact]
    public void Several_samples_per_prompt_are_resampled_by_prompt() =>
        Assert.Equal(
            ConfidenceIntervals.Bootstrap(PassAtK.PerPrompt([1, 0, 4, 2], 4, 2), Stream()),
            ConfidenceIntervals.PassAtK([1, 0, 4, 2], 4, 2, Stream()));

    [Fact]
    public void A_higher_confidence_needs_a_wider_interval()
    {
        var (narrow, wide) = (ConfidenceIntervals.Wilson(5, 20, 0.8), ConfidenceIntervals.Wilson(5, 20, 0.99));
        Assert.True(wide.Low < narrow.Low && narrow.High < wide.High);
    }

    [Fact]
    public void Arguments_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceIntervals.Wilson(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceIntervals.Wilson(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceIntervals.Wilson(1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceIntervals.Student([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceIntervals.Bootstrap([], Stream()));
    }
}
