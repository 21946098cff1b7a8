using Align.Algorithms.Statistics;

namespace Align.Tests.Algorithms.Statistics;

public sealed class PassAtKTests
{
    [Theory]
    [InlineData(5, 2, 2, 0.7)] // 1 − C(3,2)/C(5,2) = 1 − 3/10
    [InlineData(5, 2, 1, 0.4)] // c/n
    [InlineData(8, 0, 8, 0.0)]
    [InlineData(8, 8, 1, 1.0)]
    [InlineData(8, 1, 8, 1.0)] // all samples are drawn
    [InlineData(4, 3, 2, 1.0)] // two draws cannot both be the one wrong sample
    public void The_estimate_has_the_hand_worked_value(int samples, int correct, int k, double expected) =>
        Sample.Close(expected, PassAtK.Estimate(samples, correct, k));

    [Fact]
    public void Many_samples_do_not_overflow() =>
        // 1 − 1/2 · 9999/19999 · …; with c = n/2 and k = 2: 1 − (5000·4999)/(10000·9999)
        Sample.Close(1 - (5000.0 * 4999 / (10000.0 * 9999)), PassAtK.Estimate(10000, 5000, 2));

    [Fact]
    public void More_draws_and_more_correct_samples_never_lower_it()
    {
        for (var correct = 0; correct <= 6; correct++)
        {
            for (var k = 1; k <= 6; k++)
            {
                var here = PassAtK.Estimate(6, correct, k);
                Assert.InRange(here, 0, 1);
                Assert.True(k == 6 || PassAtK.Estimate(6, correct, k + 1) >= here);
                Assert.True(correct == 6 || PassAtK.Estimate(6, correct + 1, k) >= here);
            }
        }
    }

    [Fact]
    public void The_sum_runs_over_prompts() => Sample.Close(0.7 + 0 + 1, PassAtK.Sum([2, 0, 5], 5, 2));

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(4, -1, 1)]
    [InlineData(4, 2, 0)]
    [InlineData(4, 2, 5)]
    public void Impossible_counts_are_refused(int samples, int correct, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate(samples, correct, k));
}
