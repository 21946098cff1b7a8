using System.Collections.Immutable;
using Align.Algorithms.Masking;
using Align.Core;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>The completions of one optimizer step, cut into micro-batches, with the counts that its loss is divided by.</summary>
internal sealed record MiniBatch(ImmutableArray<ImmutableArray<JudgedSample>> MicroBatches, BatchCounts Counts)
{
    /// <summary>
    /// Whether the step's gradient can be other than 0. Where it cannot (every group is equal, or of one completion), the optimizer is
    /// left alone: momentum and weight decay would move the weights by nothing that was learned.
    /// </summary>
    public bool Teaches(GrpoStageConfig config) => MicroBatches.Any(samples => samples.Any(sample =>
        sample.Teaches || (sample.Tokens > 0 && (config.Beta != 0 || config.EntropyCoef != 0))));
}

/// <summary>Cuts a rollout batch into optimizer steps of whole prompts, and these into micro-batches. The cut depends on the seed and the step alone.</summary>
internal static class BatchPlan
{
    /// <summary>The optimizer steps of one pass. A step whose completions all left is dropped.</summary>
    /// <param name="groups">The samples of each prompt.</param>
    /// <param name="steps">Optimizer steps a pass (<c>steps_per_generation</c>). Where it does not divide the number of prompts, which are fewer than the stage asked for then, steps differ by one prompt.</param>
    /// <param name="microBatchSize">Completions a forward.</param>
    /// <param name="maxCompletionLength">The longest completion that the stage allows.</param>
    /// <param name="order">Draws the order of the prompts.</param>
    public static ImmutableArray<MiniBatch> Create(
        ImmutableArray<ImmutableArray<JudgedSample>> groups, int steps, int microBatchSize, int maxCompletionLength, RandomStream order)
    {
        var shuffled = groups.ToArray();
        order.Shuffle(shuffled.AsSpan());
        return [.. Enumerable.Range(0, steps)
            .Select(step => shuffled[PartStart(step)..PartStart(step + 1)].SelectMany(group => group).ToArray())
            .Where(samples => samples.Length > 0)
            .Select(samples => Cut(samples, microBatchSize, maxCompletionLength))];

        int PartStart(int step) => (int)((long)shuffled.Length * step / steps);
    }

    private static MiniBatch Cut(JudgedSample[] samples, int microBatchSize, int maxCompletionLength) => new(
        [.. samples.Chunk(microBatchSize).Select(chunk => ImmutableArray.Create(chunk))],
        BatchCounts.FromLengths(Array.ConvertAll(samples, sample => sample.Tokens), maxCompletionLength));
}
