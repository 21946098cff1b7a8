using System.Collections.Immutable;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>
/// One step of policy optimization: a batch of prompts, its first completions, those that the allocator adds, and from the start again while the
/// selector lets prompts go and may refill; then a greedy completion of each prompt where the estimator wants one.
/// </summary>
internal sealed class PolicyGathering(GrpoStageConfig config, SamplingOptions sampling, SuccessRule success, TrainingClock clock) : IStepGathering
{
    private readonly List<PromptRollouts> _prompts = [];
    private readonly Dictionary<long, int> _drawn = [];
    private Func<ImmutableArray<RolloutGroup>, IStepRequest>? _take;
    private int _refills;
    private int _batchStart;

    /// <inheritdoc/>
    public ImmutableArray<RolloutGroup> Sampled => [.. _prompts.Select(prompt => prompt.Group)];

    /// <inheritdoc/>
    public IStepRequest Begin() => Select();

    /// <inheritdoc/>
    public IStepRequest Selected(ImmutableArray<Prompt> prompts)
    {
        _batchStart = _prompts.Count;
        return Collect(prompts, [.. Enumerable.Repeat(config.NumGenerations, prompts.Length)], TakeFirst);
    }

    /// <inheritdoc/>
    public IStepRequest Collected(ImmutableArray<RolloutGroup> groups) => _take!(groups);

    private SelectPrompts Select() => new(clock.Stage, clock.Step, config.PerStepPrompts, _refills);

    private CollectRollouts Collect(ImmutableArray<Prompt> prompts, ImmutableArray<int> samples, Func<ImmutableArray<RolloutGroup>, IStepRequest> take)
    {
        _take = take;
        var ids = prompts.Select(prompt => prompt.Id).Where(_drawn.ContainsKey).Distinct();
        var request = new CollectRollouts(RandomPurpose.Rollout, clock.RunStep, prompts, samples, sampling)
        {
            Drawn = ids.ToImmutableDictionary(id => id, id => _drawn[id]),
        };
        foreach (var (prompt, count) in prompts.Zip(samples))
        {
            _drawn[prompt.Id] = _drawn.GetValueOrDefault(prompt.Id) + count;
        }
        return request;
    }

    private IStepRequest TakeFirst(ImmutableArray<RolloutGroup> groups)
    {
        var (allocator, advantages) = (config.Allocator.Allocator, config.Advantage.Estimator.Traits);
        foreach (var group in groups)
        {
            var first = success.Count(group.Trajectories);
            _prompts.Add(new PromptRollouts(group, first, allocator.Extra(first, config.NumGenerations, advantages), first));
        }
        var wanting = Open().Where(index => _prompts[index].Extra > 0).ToArray();
        return wanting.Length == 0
            ? CloseBatch()
            : Collect([.. wanting.Select(index => _prompts[index].Group.Prompt)], [.. wanting.Select(index => _prompts[index].Extra)], more => TakeSecond(wanting, more));
    }

    private IStepRequest TakeSecond(int[] wanting, ImmutableArray<RolloutGroup> more)
    {
        foreach (var (index, added) in wanting.Zip(more))
        {
            var group = _prompts[index].Group;
            group = group with { Trajectories = group.Trajectories.AddRange(added.Trajectories) };
            _prompts[index] = _prompts[index] with { Group = group, All = success.Count(group.Trajectories) };
        }
        return CloseBatch();
    }

    private IStepRequest CloseBatch()
    {
        var (selector, allocator) = (config.Selector.Selector, config.Allocator.Allocator);
        foreach (var index in Open())
        {
            var prompt = _prompts[index];
            _prompts[index] = prompt with { Kept = selector.Keeps(prompt.Observation()) && allocator.Keeps(prompt.All) };
        }
        if (_prompts.Count(prompt => prompt.Kept) < config.PerStepPrompts && _refills < selector.MaxRefills)
        {
            _refills++;
            return Select();
        }
        DropSurplus();
        return config.Advantage.Estimator.Traits.NeedsGreedyRewards && _prompts.Exists(prompt => prompt.Kept) ? AskForGreedy() : Lesson();
    }

    private void DropSurplus()
    {
        var kept = Enumerable.Range(0, _prompts.Count).Where(index => _prompts[index].Kept);
        foreach (var index in kept.Skip(config.PerStepPrompts).ToArray())
        {
            _prompts[index] = _prompts[index] with { Kept = false };
        }
    }

    private CollectRollouts AskForGreedy()
    {
        var kept = Enumerable.Range(0, _prompts.Count).Where(index => _prompts[index].Kept).ToArray();
        _take = answers =>
        {
            foreach (var (index, answer) in kept.Zip(answers))
            {
                _prompts[index] = _prompts[index] with { Greedy = answer.Trajectories[0] };
            }
            return Lesson();
        };
        return new CollectRollouts(
            RandomPurpose.Baseline, clock.RunStep, [.. kept.Select(index => _prompts[index].Group.Prompt)], [.. kept.Select(_ => 1)], sampling with { Temperature = 0 });
    }

    private TrainPolicy Lesson() => new(clock, [.. _prompts]) { Refills = _refills };

    private IEnumerable<int> Open() => Enumerable.Range(_batchStart, _prompts.Count - _batchStart);
}
