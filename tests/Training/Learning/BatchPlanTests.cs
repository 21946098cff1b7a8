using System.Collections.Immutable;
using Align.Core;
using Align.Training.Learning;

namespace Align.Tests.Training.Learning;

public class BatchPlanTests
{
    [Theory]
    [InlineData(8, 4, new[] { 2, 2, 2, 2 })]
    [InlineData(5, 2, new[] { 2, 3 })]
    [InlineData(1, 4, new[] { 1 })]
    [InlineData(3, 4, new[] { 1, 1, 1 })]
    [InlineData(0, 2, new int[0])]
    public void Prompts_are_dealt_to_the_steps_as_evenly_as_they_go_and_empty_steps_are_dropped(int prompts, int steps, int[] sizes)
    {
        var plan = BatchPlan.Create(
            [.. Enumerable.Range(0, prompts).Select(id => ImmutableArray.Create(Sample(id)))], steps, microBatchSize: 8, maxCompletionLength: 4, RandomStream.Create(1, RandomPurpose.Shuffle));
        Assert.Equal(sizes, plan.Select(mini => mini.MicroBatches.Sum(micro => micro.Length)));
        Assert.Equal(prompts, plan.SelectMany(mini => mini.MicroBatches).SelectMany(micro => micro).Select(sample => sample.Trajectory.Prompt.Id).Distinct().Count());
    }

    private static JudgedSample Sample(long id)
    {
        var prompt = new Prompt(id, "1=");
        return new(new Trajectory(prompt, [3], new Completion(id, 0, [5], "1", [-1f], 0, FinishReason.Stop), new RewardOutcome.Scored(1)), 1, 1);
    }
}
