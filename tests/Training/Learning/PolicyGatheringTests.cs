using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Learning;

/// <summary>One step's way from prompts to a lesson, with answers given by hand: three prompts, two completions each.</summary>
public class PolicyGatheringTests
{
    private static readonly TrainingClock s_clock = new(Stage: 1, Step: 4, RunStep: 9);
    private static readonly SamplingOptions s_sampling = new() { MaxNewTokens = 4, Temperature = 0.7 };

    private static readonly GrpoStageConfig s_plain = TinyTraining.Grpo with { PerStepPrompts = 3, NumGenerations = 2 };

    private static readonly GrpoStageConfig s_twoStages = s_plain with { Allocator = new AllocatorConfig { Name = "top_up", Options = new TopUpAllocator() } };

    private static GrpoStageConfig Dynamic(int refills) => s_plain with { Selector = new SelectorConfig { Name = "dynamic", Options = new DynamicSelector { MaxRefills = refills } } };

    [Fact]
    public void Without_any_part_a_step_asks_for_prompts_and_completions_once()
    {
        var gathering = Gathering(s_plain);
        Assert.Equal(new SelectPrompts(1, 4, 3), gathering.Begin());
        var asked = Assert.IsType<CollectRollouts>(gathering.Selected(Prompts(5, 6, 7)));
        Assert.Equal([2, 2, 2], asked.Samples.ToArray());
        Assert.Equal((RandomPurpose.Rollout, 9L, 0.7), (asked.Purpose, asked.Step, asked.Sampling.Temperature));
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(5, 1, 0), Group(6, 0, 0), Group(7, 1, 1)]));
        Assert.All(lesson.Prompts, prompt => Assert.True(prompt.Kept));
        Assert.Equal([new RolloutCounts(1, 2), new(0, 2), new(2, 2)], lesson.Prompts.Select(prompt => prompt.All));
    }

    [Fact]
    public void A_second_stage_goes_to_the_prompts_that_need_it_and_its_samples_go_on_after_the_first()
    {
        var gathering = Gathering(s_twoStages);
        gathering.Begin();
        gathering.Selected(Prompts(5, 6, 7));
        // One failure of prompt 5 and two of prompt 6 ask for 2 and 4 more; prompt 7 is solved.
        var more = Assert.IsType<CollectRollouts>(gathering.Collected([Group(5, 1, 0), Group(6, 0, 0), Group(7, 1, 1)]));
        Assert.Equal([5L, 6], more.Prompts.Select(prompt => prompt.Id));
        Assert.Equal([2, 4], more.Samples.ToArray());
        Assert.Equal([2, 2], more.Prompts.Select(prompt => more.Drawn[prompt.Id]));
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(5, 0, 0), Group(6, 0, 1, 0, 0)]));
        Assert.Equal([4, 6, 2], lesson.Prompts.Select(prompt => prompt.Group.Trajectories.Length));
        Assert.Equal([new RolloutCounts(1, 2), new(0, 2), new(2, 2)], lesson.Prompts.Select(prompt => prompt.First));
        Assert.Equal([new RolloutCounts(1, 4), new(1, 6), new(2, 2)], lesson.Prompts.Select(prompt => prompt.All));
        Assert.Equal([2, 4, 0], lesson.Prompts.Select(prompt => prompt.Extra));
        Assert.Equal(lesson.Prompts.Select(prompt => prompt.Group), gathering.Sampled);
    }

    [Fact]
    public void An_empty_second_stage_is_no_request()
    {
        var gathering = Gathering(s_twoStages);
        gathering.Begin();
        gathering.Selected(Prompts(5, 6, 7));
        Assert.IsType<TrainPolicy>(gathering.Collected([Group(5, 1, 1), Group(6, 1, 1), Group(7, 1, 1)]));
    }

    [Fact]
    public void The_allocator_lets_prompts_go_after_both_stages()
    {
        var gathering = Gathering(s_twoStages with { Allocator = new AllocatorConfig { Options = new TopUpAllocator { DropUnsolved = true } } });
        gathering.Begin();
        gathering.Selected(Prompts(5, 6));
        gathering.Collected([Group(5, 0, 0), Group(6, 0, 0)]);
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(5, 0, 0, 0, 1), Group(6, 0, 0, 0, 0)]));
        Assert.Equal([true, false], lesson.Prompts.Select(prompt => prompt.Kept));
    }

    [Fact]
    public void A_prompt_that_comes_twice_draws_other_samples_in_every_request()
    {
        var gathering = Gathering(s_twoStages);
        gathering.Begin();
        var first = Assert.IsType<CollectRollouts>(gathering.Selected(Prompts(5, 5, 7)));
        Assert.Empty(first.Drawn);
        // Samples 0 to 3 of prompt 5 are taken.
        var more = Assert.IsType<CollectRollouts>(gathering.Collected([Group(5, 1, 0), Group(5, 0, 0), Group(7, 1, 1)]));
        Assert.Equal(4, more.Drawn[5]);
        Assert.Equal([2, 4], more.Samples.ToArray());
    }

    [Fact]
    public void Prompts_of_one_reward_are_refilled_and_the_surplus_is_discarded_in_order()
    {
        var gathering = Gathering(Dynamic(refills: 3));
        gathering.Begin();
        gathering.Selected(Prompts(1, 2, 3));
        Assert.Equal(new SelectPrompts(1, 4, 3, Refill: 1), gathering.Collected([Group(1, 0, 1), Group(2, 0, 0), Group(3, 1, 1)]));
        gathering.Selected(Prompts(4, 5, 6));
        Assert.Equal(new SelectPrompts(1, 4, 3, Refill: 2), gathering.Collected([Group(4, 0, 0), Group(5, 1, 0), Group(6, 1, 1)]));
        gathering.Selected(Prompts(7, 8, 9));
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(7, 0, 1), Group(8, 1, 0), Group(9, 1, 1)]));
        // 1, 5, 7 and 8 differ; three are wanted.
        Assert.Equal([1L, 5, 7], lesson.Prompts.Where(prompt => prompt.Kept).Select(prompt => prompt.Group.Prompt.Id));
        Assert.Equal(9, lesson.Prompts.Length);
        Assert.Equal(2, lesson.Refills);
    }

    [Fact]
    public void At_the_bound_of_refills_the_step_goes_on_with_fewer_prompts()
    {
        var gathering = Gathering(Dynamic(refills: 1));
        gathering.Begin();
        gathering.Selected(Prompts(1, 2, 3));
        gathering.Collected([Group(1, 0, 1), Group(2, 0, 0), Group(3, 1, 1)]);
        gathering.Selected(Prompts(4, 5, 6));
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(4, 0, 0), Group(5, 0, 0), Group(6, 1, 1)]));
        Assert.Equal([1L], lesson.Prompts.Where(prompt => prompt.Kept).Select(prompt => prompt.Group.Prompt.Id));
    }

    [Fact]
    public void A_greedy_completion_is_asked_for_each_prompt_that_is_kept()
    {
        var gathering = Gathering(s_plain with { Advantage = new AdvantageConfig { Name = "remax", Options = new RemaxAdvantage() } });
        gathering.Begin();
        gathering.Selected(Prompts(5, 6));
        var greedy = Assert.IsType<CollectRollouts>(gathering.Collected([Group(5, 1, 0), Group(6, 0, 0)]));
        Assert.Equal((RandomPurpose.Baseline, 0.0), (greedy.Purpose, greedy.Sampling.Temperature));
        Assert.Equal([1, 1], greedy.Samples.ToArray());
        var lesson = Assert.IsType<TrainPolicy>(gathering.Collected([Group(5, 0.25), Group(6, 1)]));
        Assert.Equal([2, 2], lesson.Prompts.Select(prompt => prompt.Group.Trajectories.Length));
        var rewarded = new TrainedRewards(s_plain with { Advantage = new AdvantageConfig { Options = new RemaxAdvantage() } }, seed: 1).Of(lesson.Prompts, 9);
        Assert.Equal([0.25, 0.25, 1, 1], rewarded.SelectMany(group => group).Select(completion => completion.GreedyReward));
    }

    [Fact]
    public void Success_is_the_task_reward_at_its_threshold_whatever_shapes_the_total()
    {
        var rule = new SuccessRule("task", 0.5);
        Trajectory Of(double total, double? task) => Group(1, total).Trajectories[0] with
        {
            Outcome = new RewardOutcome.Scored(total, task is { } score ? new Dictionary<string, double> { ["task"] = score, ["shape"] = 1 } : new Dictionary<string, double> { ["shape"] = 1 }),
        };
        // 0.4 misses the threshold, the last one was not judged by the task's reward.
        Assert.Equal(new RolloutCounts(1, 2), rule.Count([Of(3, 0.4), Of(-1, 0.5), Of(1, null)]));
    }

    private static PolicyGathering Gathering(GrpoStageConfig config) => new(config, s_sampling, new SuccessRule("task", 1), s_clock);

    private static ImmutableArray<Prompt> Prompts(params long[] ids) => [.. ids.Select(id => new Prompt(id, "1+1="))];

    private static RolloutGroup Group(long id, params double[] rewards)
    {
        var prompt = new Prompt(id, "1+1=");
        return new RolloutGroup(prompt, [.. rewards.Select((reward, i) => new Trajectory(
            prompt, [3, 4], new Completion(id, i, [5], "2", [-1f], 0, FinishReason.Stop), new RewardOutcome.Scored(reward)))]);
    }
}
