using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Align.Algorithms.Advantages;

namespace Align.Training.Configuration;

/// <summary>Parts of a <c>grpo</c> stage that are legal by themselves and make no sense together, each with the reason.</summary>
internal static class GrpoCombinations
{
    /// <summary>What contradicts.</summary>
    public static IEnumerable<ValidationResult> Problems(GrpoStageConfig stage) =>
        [.. Groups(stage), .. TokenWeights(stage), .. OldEntropy(stage), .. Rewards(stage), .. RewardsUnseen(stage), .. Breadth(stage)];

    private static IEnumerable<ValidationResult> Groups(GrpoStageConfig stage)
    {
        var (advantage, estimator) = (stage.Advantage.Name, stage.Advantage.Estimator);
        if (stage.Allocator.Allocator.Traits.TwoStages && !estimator.Traits.Grouped)
        {
            yield return new($"{stage.Allocator.Name} sizes groups by what their advantages against the group's mean add up to, and {advantage} compares with no group; use grpo, rloo or allocator fixed", [nameof(stage.Allocator)]);
        }
        if (stage.Allocator.Allocator.Traits.TwoStages && estimator is GrpoPassKAdvantage)
        {
            yield return new($"{stage.Allocator.Name} reckons with an advantage for every completion, and {advantage} gives one to the best of a group alone, so that more of them do not add up; use grpo, rloo or allocator fixed", [nameof(stage.Allocator)]);
        }
        if (stage.Allocator.Allocator.Traits.TwoStages && stage.MaxGenerations <= stage.NumGenerations)
        {
            yield return new(Invariant($"{stage.Allocator.Name} allows a prompt {stage.MaxGenerations} completions, and num_generations = {stage.NumGenerations} of them come in the first stage, so that there would be no second; raise its limit or use allocator fixed"), [nameof(stage.Allocator)]);
        }
        if (stage.Selector.Selector.Traits.FiltersPrompts && !estimator.Traits.Grouped)
        {
            yield return new($"{stage.Selector.Name} lets prompts go whose rewards are all equal because they teach nothing, and under {advantage}, which compares with no group, they do teach; use grpo, rloo or selector uniform", [nameof(stage.Selector)]);
        }
    }

    private static IEnumerable<ValidationResult> TokenWeights(GrpoStageConfig stage)
    {
        if (!stage.TokenWeights.Weighting.IsUniform && stage.PolicyLoss.Loss.Traits.SequenceLoss)
        {
            yield return new($"{stage.TokenWeights.Name} weighs the losses of tokens, and {stage.PolicyLoss.Name} has one loss for a whole completion; use clip or gspo, or token_weights none", [nameof(stage.TokenWeights)]);
        }
    }

    private static IEnumerable<ValidationResult> OldEntropy(GrpoStageConfig stage)
    {
        if (stage.ReadsOldEntropy && stage.OldLogprobs != OldLogprobs.Recompute)
        {
            var (reader, key) = stage.MeasureEntropyChange ? ("measure_entropy_change", nameof(stage.MeasureEntropyChange)) : (stage.TokenWeights.Name, nameof(stage.TokenWeights));
            yield return new($"{reader} reads the entropy of the policy before the step, which only the learner's own pass gives; use old_logprobs: recompute", [key]);
        }
    }

    private static IEnumerable<ValidationResult> Rewards(GrpoStageConfig stage)
    {
        if (stage.KlInReward is not null && stage.Advantage.Estimator is GpgAdvantage)
        {
            yield return new($"{stage.Advantage.Name} counts the completions whose reward is not 0, and with the KL in it no reward is 0; use beta, which puts the KL into the loss, or grpo", [nameof(stage.KlInReward)]);
        }
        if (stage.KlInReward is not null && stage.Beta > 0)
        {
            yield return new("the KL stands in the reward and, by beta, in the loss as well; keep one of the two", [nameof(stage.KlInReward)]);
        }
    }

    // Groups are filtered and sized by rewards before the KL is in them.
    private static IEnumerable<ValidationResult> RewardsUnseen(GrpoStageConfig stage)
    {
        if (stage.KlInReward is not null && stage.Selector.Selector.Traits.FiltersPrompts)
        {
            yield return new($"{stage.Selector.Name} lets prompts go whose rewards are all equal, and with the KL in the reward, which comes later, they do teach; use beta, which puts the KL into the loss, or selector uniform", [nameof(stage.KlInReward)]);
        }
        if (stage.KlInReward is not null && stage.Allocator.Allocator.Traits.TwoStages)
        {
            yield return new($"{stage.Allocator.Name} sizes groups by what their rewards' advantages add up to, and the KL in the reward, which comes later, changes them; use beta, which puts the KL into the loss, or allocator fixed", [nameof(stage.KlInReward)]);
        }
    }

    private static IEnumerable<ValidationResult> Breadth(GrpoStageConfig stage)
    {
        if (stage.DarsB is not null && (stage.NumIterations != 1 || stage.StepsPerGeneration != 1))
        {
            yield return new(Invariant($"dars_b takes full_batch_epochs = {stage.DarsB.FullBatchEpochs} passes of one optimizer step each, which num_iterations = {stage.NumIterations} and steps_per_generation = {stage.StepsPerGeneration} contradict; remove these keys"), [nameof(stage.DarsB)]);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
