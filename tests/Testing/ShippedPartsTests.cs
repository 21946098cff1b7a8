using Align.Algorithms.Advantages;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;
using Align.Cli.Composition;
using Align.Core;
using Align.Testing;
using Align.Training.Configuration.Components;

namespace Align.Tests.Testing;

/// <summary>Whatever a configuration can name keeps the laws; a newly registered part is tested without a line here.</summary>
public sealed class ShippedPartsTests
{
    private static readonly LawOptions s_options = new() { Cases = 15 };
    private static readonly ComponentCatalog s_catalog = CompositionRoot.Create().Catalog;

    public static TheoryData<string> PreferenceLosses => [.. s_catalog.PreferenceLosses.Select(component => component.Name)];

    public static TheoryData<string> PolicyLosses => [.. s_catalog.PolicyLosses.Select(component => component.Name)];

    public static TheoryData<string> Advantages => [.. s_catalog.Advantages.Select(component => component.Name)];

    public static TheoryData<string> Selectors => [.. s_catalog.Selectors.Select(component => component.Name)];

    public static TheoryData<string> Allocators => [.. s_catalog.Allocators.Select(component => component.Name)];

    public static TheoryData<string> TokenWeights => [.. s_catalog.TokenWeights.Select(component => component.Name)];

    public static TheoryData<string> Rewards => [.. s_catalog.Rewards.Select(component => component.Name)];

    [Theory]
    [MemberData(nameof(PreferenceLosses))]
    public void A_preference_loss_keeps_the_laws(string name) => PreferenceLossLaws.Check(Default(s_catalog.PreferenceLosses, name), s_options).OrThrow();

    [Theory]
    [MemberData(nameof(PolicyLosses))]
    public void A_policy_loss_keeps_the_laws(string name) => PolicyLossLaws.Check(Default(s_catalog.PolicyLosses, name), s_options).OrThrow();

    [Theory]
    [MemberData(nameof(Advantages))]
    public void An_advantage_estimator_keeps_the_laws(string name) => AdvantageLaws.Check(Default(s_catalog.Advantages, name), s_options).OrThrow();

    [Theory]
    [MemberData(nameof(Advantages))]
    public void An_advantage_estimator_says_whether_it_divides_by_its_groups_deviation(string name)
    {
        // Where it does, twice the rewards of the first group are the same advantages there; elsewhere they are others.
        var estimator = Default(s_catalog.Advantages, name);
        var once = new AdvantageBatch { Rewards = [1, 0, 0, 0, 1, 1, 0, 0], Groups = [1, 1, 1, 1, 2, 2, 2, 2], Lengths = [2, 2, 2, 2, 2, 2, 2, 2] };
        var twice = once with { Rewards = [2, 0, 0, 0, 1, 1, 0, 0] };
        if (estimator.Traits.NeedsGreedyRewards)
        {
            (once, twice) = (once with { GreedyRewards = [0, 0, 0, 0, 0, 0, 0, 0] }, twice with { GreedyRewards = [0, 0, 0, 0, 0, 0, 0, 0] });
        }
        var change = Math.Abs(estimator.Compute(once).Completions[0] - estimator.Compute(twice).Completions[0]);
        Assert.Equal(estimator.Traits.DividesByGroupDeviation, change < 1e-4);
    }

    [Fact]
    public void Options_that_scale_nothing_are_not_said_to_divide()
    {
        Assert.False(new GrpoAdvantage { ScaleRewards = RewardScaling.None }.Traits.DividesByGroupDeviation);
        Assert.False(new GrpoAdvantage { ScaleRewards = RewardScaling.Batch }.Traits.DividesByGroupDeviation);
        Assert.False(new GrpoPassKAdvantage { ScaleRewards = false }.Traits.DividesByGroupDeviation);
    }

    [Theory]
    [MemberData(nameof(Selectors))]
    public void A_prompt_selector_keeps_the_laws(string name) => PromptSelectorLaws.Check(Default(s_catalog.Selectors, name), s_options).OrThrow();

    [Theory]
    [InlineData(SelectionStrategy.Threshold)]
    [InlineData(SelectionStrategy.Uniform)]
    public void The_strategies_of_mopps_keep_the_laws(SelectionStrategy strategy) =>
        PromptSelectorLaws.Check(new MoppsSelector { Strategy = strategy, Decay = 0.5, Pool = 2 }, s_options).OrThrow();

    [Theory]
    [MemberData(nameof(Allocators))]
    public void A_rollout_allocator_keeps_the_laws(string name) => RolloutAllocatorLaws.Check(Default(s_catalog.Allocators, name), s_options).OrThrow();

    [Theory]
    [InlineData(null)]
    [InlineData(16)]
    public void The_schedules_of_dars_keep_the_laws(int? most) =>
        RolloutAllocatorLaws.Check(new DarsAllocator { Schedule = DarsSchedule.Hw, NMax = most }).OrThrow();

    [Theory]
    [MemberData(nameof(TokenWeights))]
    public void A_token_weighting_keeps_the_laws(string name) => TokenWeightingLaws.Check(Default(s_catalog.TokenWeights, name), s_options).OrThrow();

    [Theory]
    [InlineData(EntropyEstimator.Code)]
    [InlineData(EntropyEstimator.OwnLogit)]
    public void The_linear_map_of_steer_keeps_the_laws(EntropyEstimator estimator) =>
        TokenWeightingLaws.Check(new SteerWeights { Map = WeightMap.Linear, Estimator = estimator }, s_options).OrThrow();

    [Theory]
    [MemberData(nameof(Rewards))]
    public async Task A_reward_keeps_the_laws(string name)
    {
        var prompt = new Prompt(0, "2+2=") { Answer = "4" };
        var report = await RewardLaws.CheckAsync(Default(s_catalog.Rewards, name), [new(prompt, "4"), new(prompt, "5"), new(new Prompt(1, "Tell me something."), "The sea is calm.")]);
        report.OrThrow();
    }

    // What verl does on purpose is an option, and the kit says what it costs.
    [Fact]
    public void The_scaling_by_the_batch_keeps_the_laws() =>
        AdvantageLaws.Check(new GrpoAdvantage { ScaleRewards = RewardScaling.Batch }, s_options).OrThrow();

    [Fact]
    public void A_raw_singleton_breaks_its_law() => Assert.Equal(
        [nameof(AdvantageLaws.Singleton)],
        AdvantageLaws.Check(new RlooAdvantage { Singleton = SingletonAdvantage.RawReward }, s_options).Broken.Select(outcome => outcome.Law.Name));

    private static TPart Default<TPart>(IReadOnlyList<Component<TPart>> components, string name)
        where TPart : class
    {
        var component = components.Single(component => component.Name == name);
        return component.Create(component.CreateDefaultOptions());
    }
}
