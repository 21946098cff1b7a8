using static Align.Training.Configuration.Planning.BatchArithmetic;

namespace Align.Training.Configuration.Planning;

/// <summary>Says in words how a <c>grpo</c> stage cuts its work.</summary>
internal static class GrpoArithmetic
{
    /// <summary>The sentences.</summary>
    public static IReadOnlyList<string> Describe(GrpoStageConfig stage, RuntimeConfig runtime, long? trainPrompts)
    {
        var completions = stage.CompletionsPerStep;
        var update = (long)stage.PromptsPerUpdate * stage.NumGenerations;
        var prompts = (long)stage.MaxSteps * stage.PerStepPrompts;
        var tokens = stage.MaxSteps * stage.MaxCompletionsPerStep * stage.Sampling.MaxCompletionLength;
        return
        [
            Text($"{Counted.Of(stage.PerStepPrompts, "prompt")} × {Counted.Of(stage.NumGenerations, "generation")} = {Counted.Of(completions, "completion")} a step, {AtOnce(completions, runtime)}"),
            .. More(stage),
            stage.DarsB is null
                ? Text($"÷ {stage.StepsPerGeneration:N0} (steps_per_generation) = {Counted.Of(update, "completion")} of {Counted.Of(stage.PromptsPerUpdate, "prompt")} an optimizer step, in {Batches(update, stage.MicroBatchSize, "micro-batch", "micro-batches")}")
                : Text($"÷ 1 (dars_b) = {Counted.Of(update, "completion")} of {Counted.Of(stage.PromptsPerUpdate, "prompt")} an optimizer step, in {Batches(update, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {stage.Passes:N0} ({(stage.DarsB is null ? "num_iterations" : "full_batch_epochs")}) = {Counted.Of(stage.UpdatesPerStep, "optimizer step")} a step"),
            Text($"× {Counted.Of(stage.MaxSteps, "step")} = {Counted.Of((long)stage.MaxSteps * stage.UpdatesPerStep, "optimizer step")}, {Most(stage, completions)} of at most {Counted.Of(tokens, "token")} in all"),
            Text($"{Counted.Of(stage.MaxSteps, "step")} × {Counted.Of(stage.PerStepPrompts, "prompt")} = {Counted.Of(prompts, "prompt")}{Epochs(prompts, trainPrompts)}"),
        ];
    }

    private static IEnumerable<string> More(GrpoStageConfig stage)
    {
        if (stage.MaxGenerations > stage.NumGenerations)
        {
            yield return Text($"up to {Counted.Of(stage.MaxGenerations, "completion")} a prompt by {stage.Allocator.Name}, by what the first {stage.NumGenerations:N0} show");
        }
        if (stage.Selector.Selector.MaxRefills > 0)
        {
            yield return Text($"up to {MoreBatches(stage.Selector.Selector.MaxRefills)} of prompts by {stage.Selector.Name}, for those that it lets go");
        }
        if (stage.Advantage.Estimator.Traits.NeedsGreedyRewards)
        {
            yield return Text($"and 1 greedy completion a prompt by {stage.Advantage.Name}");
        }
        if (stage.MaxCompletionsPerStep > stage.CompletionsPerStep)
        {
            yield return Text($"= at most {Counted.Of(stage.MaxCompletionsPerStep, "completion")} a step");
        }
    }

    private static string MoreBatches(int refills) => refills == 1 ? "1 more batch" : Text($"{refills:N0} more batches");

    private static string Most(GrpoStageConfig stage, long completions) => stage.MaxCompletionsPerStep == completions
        ? Counted.Of(stage.MaxSteps * completions, "completion")
        : Text($"{stage.MaxSteps * completions:N0} to {Counted.Of(stage.MaxSteps * stage.MaxCompletionsPerStep, "completion")}");
}
