using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.Advantages;

public sealed class AdvantageEstimatorTests
{
    private static readonly IAdvantageEstimator[] Estimators =
    [
        new GrpoAdvantage(), new GrpoAdvantage { ScaleRewards = RewardScaling.Batch }, new GrpoAdvantage { ScaleRewards = RewardScaling.None },
        new GrpoPassKAdvantage(), new GrpoPassKAdvantage { ScaleRewards = false }, new RlooAdvantage(), new OpoAdvantage(), new GpgAdvantage(),
        new ReinforcePlusPlusAdvantage(), new ReinforcePlusPlusAdvantage { Gamma = 0.9 }, new ReinforcePlusPlusBaselineAdvantage(), new RemaxAdvantage(),
    ];

    private static Arbitrary<double[]> Rewards { get; } = Gen.Choose(-8, 8).Select(i => i / 4.0).ArrayOf(10).ToArbitrary();

    public static TheoryData<int> All => [.. Enumerable.Range(0, Estimators.Length)];

    [Fact]
    public void Leave_one_out_compares_with_the_mean_of_the_others() =>
        // 1 − (0 + 0 + 1)/3 = 2/3; 0 − (1 + 0 + 1)/3 = −2/3
        Sample.Close([2 / 3.0, -2 / 3.0, -2 / 3.0, 2 / 3.0], Of(new RlooAdvantage(), [1, 0, 0, 1], [1, 1, 1, 1]));

    [Fact]
    public void Only_the_best_completion_of_a_group_has_an_advantage_for_pass_at_k()
    {
        // Rewards 3, 1, 0: lead 2; mean 4/3, variance (25 + 1 + 16)/9/2 = 7/3. The tie at the top of the second group gives 0.
        var deviation = Math.Sqrt(7.0 / 3);
        Sample.Close([0, 2 / (deviation + 1e-6), 0, 0, 0, 0], Of(new GrpoPassKAdvantage(), [1, 3, 0, 2, 2, 1], [1, 1, 1, 2, 2, 2]));
        Sample.Close([0, 2, 0], Of(new GrpoPassKAdvantage { ScaleRewards = false }, [1, 3, 0], [1, 1, 1]));
    }

    [Fact]
    public void The_optimal_baseline_weighs_by_length() =>
        // b = (1·1 + 3·0 + 4·1)/8 = 5/8
        Sample.Close([3 / 8.0, -5 / 8.0, 3 / 8.0], Of(new OpoAdvantage(), [1, 0, 1], [7, 7, 7], 1, 3, 4));

    [Fact]
    public void A_completion_that_the_loss_leaves_out_has_no_weight_in_the_optimal_baseline() =>
        // b = (0·1 + 3·0 + 1·1)/4; without any token the plain mean.
        Sample.Close([3 / 4.0, -1 / 4.0, 3 / 4.0, 0.5, -0.5], Of(new OpoAdvantage(), [1, 0, 1, 1, 0], [7, 7, 7, 8, 8], 0, 3, 1, 0, 0));

    [Fact]
    public void Group_policy_gradient_makes_up_for_completions_without_reward() =>
        // Means 1/2 and 0; α = 4/1.
        Sample.Close([2, -2, 0, 0], Of(new GpgAdvantage(), [1, 0, 0, 0], [1, 1, 2, 2]));

    [Fact]
    public void Reinforce_plus_plus_whitens_over_tokens()
    {
        // Values 1, 1, 1 (three tokens of reward 1) and 0: mean 3/4; variance (3/16 + 9/16)/4·4/3 = 1/4.
        var scale = 1 / Math.Sqrt(0.25 + 1e-8);
        var tokens = Compute(new ReinforcePlusPlusAdvantage(), [1, 0], [1, 2], 3, 1).Tokens!.Value;
        Sample.Close([0.25 * scale, 0.25 * scale, 0.25 * scale], [.. tokens[0]]);
        Sample.Close([-0.75 * scale], [.. tokens[1]]);
    }

    [Fact]
    public void Discounting_weakens_the_reward_of_earlier_tokens()
    {
        // γ = 1/2, reward 4 on the last of three tokens: 1, 2, 4.
        Sample.Close([1, 2, 4], [.. TokenReturns.Discounted([0, 0, 4], 0.5)]);
        Sample.Close([5, 4, 4], [.. TokenReturns.Discounted([1, 0, 4], 1)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenReturns.Discounted([1], 1.5));
    }

    [Fact]
    public void The_baseline_of_reinforce_plus_plus_comes_before_the_whitening()
    {
        // Centred ±1/2 with 1 and 3 tokens: mean (1/2 − 3/2)/4 = −1/4; deviations 3/4 and −1/4; variance (9/16 + 3/16)/4·4/3 = 1/4.
        var scale = 1 / Math.Sqrt(0.25 + 1e-8);
        Sample.Close([0.75 * scale, -0.25 * scale], Of(new ReinforcePlusPlusBaselineAdvantage(), [1, 0], [1, 1], 1, 3));
    }

    [Fact]
    public void Remax_subtracts_the_greedy_reward()
    {
        var batch = Batch([1, 0], [1, 1], 2, 2) with { GreedyRewards = [0.25, 0.25] };
        Sample.Close([0.75, -0.25], [.. new RemaxAdvantage().Compute(batch).Completions]);
        // Token rewards −0.5, 1 | 0, 0: returns 0.5, 1 | 0, 0.
        var byToken = new RemaxAdvantage().Compute(batch with { TokenRewards = [[-0.5, 1], [0, 0]] }).Tokens!.Value;
        Sample.Close([0.25, 0.75, -0.25, -0.25], [.. byToken.SelectMany(row => row)]);
        Assert.Throws<ArgumentException>(() => new RemaxAdvantage().Compute(batch with { GreedyRewards = default }));
    }

    [Fact]
    public void Generalized_advantages_have_the_hand_worked_returns()
    {
        // γ = 1, λ = 1/2, r = 0, 1, V = 1/2, 1/4: δ_2 = 3/4, Â_2 = 3/4; δ_1 = 0 + 1/4 − 1/2 = −1/4, Â_1 = −1/4 + 3/8 = 1/8.
        var (advantages, returns) = GeneralizedAdvantage.Compute([[0, 1]], [[0.5, 0.25]], 1, 0.5);
        Sample.Close([0.625, 1], [.. returns[0]]);
        // Whitened: mean 7/16, deviations ∓5/16, variance 2·25/256.
        var scale = 1 / Math.Sqrt((50.0 / 256) + 1e-8);
        Sample.Close([-5 / 16.0 * scale, 5 / 16.0 * scale], [.. advantages.Tokens!.Value[0]]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_completions_does_not_matter(int index) => Prop.ForAll(Rewards, rewards =>
    {
        var batch = Sampled(rewards);
        int[] order = [3, 9, 0, 5, 1, 8, 7, 2, 6, 4];
        var moved = Estimators[index].Compute(batch with
        {
            Rewards = [.. order.Select(i => batch.Rewards[i])],
            Groups = [.. order.Select(i => batch.Groups[i])],
            Lengths = [.. order.Select(i => batch.Lengths[i])],
            GreedyRewards = [.. order.Select(i => batch.GreedyRewards[i])],
        });
        var plain = Estimators[index].Compute(batch);
        // Of two equal best ones the first is drawn, but their lead is 0.
        Sample.Close([.. order.Select(i => plain.Completions[i])], [.. moved.Completions], 1e-9);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(All))]
    public void The_traits_hold(int index) => Prop.ForAll(Rewards, rewards =>
    {
        var (estimator, batch) = (Estimators[index], Sampled(rewards));
        var plain = estimator.Compute(batch);
        Assert.All(plain.Completions, advantage => Assert.True(double.IsFinite(advantage)));
        Assert.Equal(estimator.Traits.TokenLevel, estimator.Compute(batch with { TokenRewards = LastToken(batch) }).Tokens is not null);
        if (estimator.Traits.ShiftInvariant)
        {
            Sample.Close([.. plain.Completions], [.. estimator.Compute(batch with { Rewards = [.. rewards.Select(reward => reward + 4)] }).Completions], 1e-9);
        }
        if (estimator.Traits.ZeroOnEqualRewards)
        {
            Assert.All(estimator.Compute(batch with { Rewards = [.. rewards.Select(_ => 0.1)] }).Completions, advantage => Assert.Equal(0, advantage));
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(All))]
    public void No_completion_is_no_advantage(int index) =>
        Assert.Empty(Estimators[index].Compute(new AdvantageBatch { Rewards = [], Groups = [], Lengths = [], GreedyRewards = [] }).Completions);

    [Fact]
    public void A_lone_token_and_equal_tokens_are_whitened_to_zero()
    {
        Assert.Equal([0.0], [.. Compute(new ReinforcePlusPlusAdvantage(), [3], [1], 1).Completions]);
        Assert.Equal([0.0, 0.0], [.. Compute(new ReinforcePlusPlusAdvantage(), [0.1, 0.1], [1, 2], 3, 4).Completions]);
        Assert.False(Compute(new ReinforcePlusPlusAdvantage(), [3], [1], 1).Teaches(0));
    }

    [Fact]
    public void A_lone_completion_keeps_its_raw_reward_where_that_is_asked_for()
    {
        const SingletonAdvantage raw = SingletonAdvantage.RawReward;
        Assert.Equal([0.0], Of(new RlooAdvantage(), [3], [1]));
        Assert.Equal([3.0], Of(new RlooAdvantage { Singleton = raw }, [3], [1]));
        Assert.Equal([3.0], Of(new OpoAdvantage { Singleton = raw }, [3], [1]));
        Assert.Equal([3.0], Of(new GpgAdvantage { Singleton = raw }, [3], [1]));
    }

    [Fact]
    public void Token_rewards_must_fit_their_completion()
    {
        var batch = Batch([1], [1], 2) with { TokenRewards = [[1]] };
        Assert.Throws<ArgumentException>(() => new ReinforcePlusPlusAdvantage().Compute(batch));
        Assert.Throws<ArgumentException>(() => new ReinforcePlusPlusAdvantage().Compute(batch with { TokenRewards = [[1, double.NaN]] }));
    }

    private static AdvantageBatch Sampled(double[] rewards) => new()
    {
        Rewards = [.. rewards],
        Groups = [3, 1, 3, 1, 3, 2, 2, 2, 1, 3],
        Lengths = [1, 4, 2, 3, 5, 2, 0, 1, 7, 2],
        GreedyRewards = [.. rewards.Select(_ => 0.5)],
    };

    private static ImmutableArray<ImmutableArray<double>> LastToken(AdvantageBatch batch) =>
        [.. batch.Lengths.Select((length, i) => Enumerable.Range(1, length).Select(token => token == length ? batch.Rewards[i] : 0).ToImmutableArray())];

    private static AdvantageBatch Batch(double[] rewards, long[] groups, params int[] lengths) => new()
    {
        Rewards = [.. rewards],
        Groups = [.. groups],
        Lengths = lengths.Length > 0 ? [.. lengths] : [.. rewards.Select(_ => 1)],
    };

    private static AdvantageResult Compute(IAdvantageEstimator estimator, double[] rewards, long[] groups, params int[] lengths) =>
        estimator.Compute(Batch(rewards, groups, lengths));

    private static double[] Of(IAdvantageEstimator estimator, double[] rewards, long[] groups, params int[] lengths) =>
        [.. Compute(estimator, rewards, groups, lengths).Completions];
}
