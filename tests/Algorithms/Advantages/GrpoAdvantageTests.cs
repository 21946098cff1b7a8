using Align.Algorithms.Advantages;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Advantages;

public sealed class GrpoAdvantageTests
{
    private static readonly GrpoAdvantage Scaled = new();
    private static readonly GrpoAdvantage Centred = new() { ScaleRewards = RewardScaling.None };

    private static Arbitrary<double[]> Rewards { get; } =
        Gen.Choose(-40, 40).Select(i => i / 8.0).ArrayOf(12).ToArbitrary();

    private static long[] Groups { get; } = [3, 1, 3, 1, 3, 2, 2, 2, 1, 3, 7, 2];

    [Fact]
    public void Two_of_four_correct_gives_the_hand_worked_values()
    {
        // mean 1/2; variance 4·(1/2)²/3 = 1/3; std 0.5773502691896257; ±0.5/(0.5773502691896257 + 1e-6) = ±0.8660239037870371
        double[] expected = [0.8660239037870371, -0.8660239037870371, -0.8660239037870371, 0.8660239037870371];
        Sample.Close(expected, Compute([1, 0, 0, 1], [5, 5, 5, 5], Scaled));
        // With TRL's 1e-4: 0.5/0.5774502691896257 = 0.8658754299714…
        Sample.Close(0.5 / 0.5774502691896257, Compute([1, 0, 0, 1], [5, 5, 5, 5], Scaled with { Epsilon = 1e-4 })[0]);
    }

    [Fact]
    public void Without_scaling_the_advantage_is_the_centred_reward() =>
        Sample.Close([0.75, -0.25, -0.25, -0.25, 2, -2], Compute([1, 0, 0, 0, 5, 1], [1, 1, 1, 1, 2, 2], Centred));

    [Fact]
    public void Batch_scaling_divides_by_the_deviation_of_all_rewards()
    {
        // Rewards 0, 2, 4, 6: group means 1 and 5; variance of all (9 + 1 + 1 + 9)/3 = 20/3.
        var divisor = Math.Sqrt(20.0 / 3) + 1e-6;
        var advantages = Compute([0, 2, 4, 6], [1, 1, 2, 2], Scaled with { ScaleRewards = RewardScaling.Batch });
        Sample.Close([-1 / divisor, 1 / divisor, -1 / divisor, 1 / divisor], advantages);
    }

    [Theory]
    [InlineData(0.1, 8)]
    [InlineData(0.9, 30)]
    [InlineData(1.0 / 3, 7)]
    public void A_group_with_equal_rewards_has_zero_advantages(double reward, int size)
    {
        var rewards = Enumerable.Repeat(reward, size).ToArray();
        Assert.All(Compute(rewards, new long[size], Scaled), advantage => Assert.Equal(0, advantage));
    }

    [Fact]
    public void Groups_may_be_interleaved_and_of_any_size()
    {
        var together = Compute([1, 0, 0, 2, 4], [1, 1, 1, 2, 2], Scaled);
        var apart = Compute([2, 1, 0, 4, 0], [2, 1, 1, 2, 1], Scaled);
        Sample.Close([together[3], together[0], together[1], together[4], together[2]], apart);
    }

    [Fact]
    public void Adding_a_constant_to_all_rewards_changes_nothing() =>
        Prop.ForAll(Rewards, rewards =>
        {
            var shifted = Array.ConvertAll(rewards, reward => reward + 16);
            Sample.Close(Compute(rewards, Groups, Scaled), Compute(shifted, Groups, Scaled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Advantages_of_a_group_add_up_to_zero() =>
        Prop.ForAll(Rewards, rewards =>
        {
            var advantages = Compute(rewards, Groups, Scaled);
            Assert.All(Groups.Distinct(), id => Sample.Close(0, advantages.Where((_, i) => Groups[i] == id).Sum(), 1e-11));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Scaled_advantages_do_not_depend_on_the_unit_of_the_reward() =>
        Prop.ForAll(Rewards, rewards =>
        {
            var exact = Scaled with { Epsilon = 0 };
            var larger = Array.ConvertAll(rewards, reward => reward * 32);
            Sample.Close(Compute(rewards, Groups, exact), Compute(larger, Groups, exact));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_lone_completion_has_no_advantage_unless_its_raw_reward_is_asked_for()
    {
        var raw = Scaled with { Singleton = SingletonAdvantage.RawReward };
        Assert.Equal([0.0], Compute([3], [1], Scaled));
        Sample.Close([3 / 1.000001], Compute([3], [1], raw));
        Sample.Close([3], Compute([3], [1], raw with { ScaleRewards = RewardScaling.None }));
    }

    [Fact]
    public void The_variance_floor_bounds_the_scaling()
    {
        // Rewards 0 and 1e-4: deviation 7.07e-5, floored to 1e-3: ±5e-5/(1e-3 + 1e-6).
        var floored = Compute([0, 1e-4], [1, 1], Scaled with { VarianceFloor = 1e-6 });
        Sample.Close([-5e-5 / 1.001e-3, 5e-5 / 1.001e-3], floored);
    }

    [Fact]
    public void A_reward_that_is_not_finite_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Compute([1, double.NaN], [1, 1], Scaled));
        Assert.Throws<ArgumentException>(() => Compute([1, double.PositiveInfinity], [1, 1], Scaled));
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Compute([1, 2], [1], Scaled));
        Assert.Throws<ArgumentException>(() => Scaled.Compute(new AdvantageBatch { Rewards = [1, 2], Groups = [1, 1], Lengths = [3] }));
    }

    [Fact]
    public void No_completion_is_no_advantage() => Assert.Empty(Compute([], [], Scaled with { ScaleRewards = RewardScaling.Batch }));

    [Fact]
    public void Tokens_take_their_completions_advantage_within_the_mask()
    {
        using var scope = torch.NewDisposeScope();
        var tokens = TokenAdvantages.Expand([0.5, -2], Sample.LengthMask(3, 2, 3), ScalarType.Float64);
        Assert.Equal([0.5, 0.5, 0, -2, -2, -2], Sample.Values(tokens));
        var mask = Sample.LengthMask(3, 2, 3);
        Assert.Throws<ArgumentException>(() => TokenAdvantages.Expand([0.5], mask, ScalarType.Float64));
    }

    [Fact]
    public void Advantages_by_token_are_padded_with_zeros()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal([1.5, 0, 0, 2, -1, 0], Sample.Values(TokenAdvantages.Pad([[1.5], [2, -1]], 3, ScalarType.Float64)));
        Assert.Throws<ArgumentException>(() => TokenAdvantages.Pad([[1, 2]], 1, ScalarType.Float64));
    }

    private static double[] Compute(double[] rewards, long[] groups, GrpoAdvantage estimator) =>
        [.. estimator.Compute(new AdvantageBatch { Rewards = [.. rewards], Groups = [.. groups], Lengths = [.. rewards.Select(_ => 1)] }).Completions];
}
