using System.Globalization;

namespace Align.Training.Configuration.Planning;

/// <summary>Says in words how a stage cuts its work.</summary>
public static class BatchArithmetic
{
    /// <summary>The sentences for one stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="runtime">Its rollout batches.</param>
    /// <param name="trainPrompts">Prompts of the training split; <see langword="null"/> where it is unbounded.</param>
    /// <param name="examples">What a stage that learns from preference examples has; <see langword="null"/> for others.</param>
    public static IReadOnlyList<string> Describe(StageConfig stage, RuntimeConfig runtime, long? trainPrompts, StageExamples? examples = null) => stage switch
    {
        RewardModelStageConfig rewardModel when examples is not null => Describe(rewardModel.MaxSteps, rewardModel.PerStepPairs, rewardModel.MicroBatchSize, examples, rewardModel.EvalSteps),
        PreferenceStageConfig preference when examples is not null => Describe(preference.MaxSteps, preference.PerStepPairs, preference.MicroBatchSize, examples, preference.EvalSteps),
        SftStageConfig sft => Describe(sft, trainPrompts),
        GrpoStageConfig grpo => [.. Describe(grpo, runtime, trainPrompts), .. Evaluations(grpo, runtime)],
        OnlinePreferenceStageConfig online => Describe(online, runtime),
        ContinualPreferenceStageConfig continual => Describe(continual),
        EvaluateStageConfig evaluate => Describe(evaluate, runtime),
        _ => [],
    };

    private static IReadOnlyList<string> Describe(SftStageConfig stage, long? trainPrompts)
    {
        var examples = (long)stage.MaxSteps * stage.PerStepExamples;
        return
        [
            Text($"{stage.PerStepExamples:N0} examples an optimizer step, in {Batches(stage.PerStepExamples, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {stage.MaxSteps:N0} steps = {examples:N0} examples{(stage.Data is null ? Epochs(examples, trainPrompts) : " from the data file")}"),
        ];
    }

    private static IReadOnlyList<string> Describe(int steps, int perStep, int microBatch, StageExamples examples, int evalSteps)
    {
        var taken = (long)steps * perStep;
        var skipped = examples.Skipped == 0 ? "" : Text($"; {examples.Skipped:N0} left out as too long");
        var heldOut = examples.HeldOut == 0 ? "" : Text($"; {examples.HeldOut:N0} held out, looked at every {evalSteps:N0} steps");
        return
        [
            Text($"{examples.Train:N0} examples of {examples.Tokens:N0} tokens, the longest sequence {examples.LongestSequence:N0}{skipped}{heldOut}"),
            Text($"{perStep:N0} examples an optimizer step, in {Batches(perStep, microBatch, "micro-batch", "micro-batches")}"),
            Text($"× {steps:N0} steps = {taken:N0} examples = {taken / (double)examples.Train:0.00} epochs"),
        ];
    }

    private static IReadOnlyList<string> Describe(GrpoStageConfig stage, RuntimeConfig runtime, long? trainPrompts)
    {
        var completions = stage.CompletionsPerStep;
        var update = (long)stage.PromptsPerUpdate * stage.NumGenerations;
        var prompts = (long)stage.MaxSteps * stage.PerStepPrompts;
        var tokens = stage.MaxSteps * completions * stage.Sampling.MaxCompletionLength;
        return
        [
            Text($"{stage.PerStepPrompts:N0} prompts × {stage.NumGenerations:N0} generations = {completions:N0} completions a step, sampled in {Batches(completions, runtime.RolloutBatchSize, "rollout batch", "rollout batches")}"),
            Text($"÷ {stage.StepsPerGeneration:N0} (steps_per_generation) = {update:N0} completions of {stage.PromptsPerUpdate:N0} prompts an optimizer step, in {Batches(update, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {stage.NumIterations:N0} (num_iterations) = {stage.UpdatesPerStep:N0} optimizer steps a step"),
            Text($"× {stage.MaxSteps:N0} steps = {(long)stage.MaxSteps * stage.UpdatesPerStep:N0} optimizer steps, {stage.MaxSteps * completions:N0} completions of at most {tokens:N0} tokens in all"),
            Text($"{stage.MaxSteps:N0} steps × {stage.PerStepPrompts:N0} prompts = {prompts:N0} prompts{Epochs(prompts, trainPrompts)}"),
        ];
    }

    private static IReadOnlyList<string> Describe(OnlinePreferenceStageConfig stage, RuntimeConfig runtime)
    {
        var share = (stage.PerStepPrompts + stage.StepsPerGeneration - 1) / stage.StepsPerGeneration;
        return
        [
            stage.Source == PairSource.Pairs
                ? Text($"{stage.PerStepPrompts:N0} recorded pairs a step, in their order")
                : Text($"{stage.PerStepPrompts:N0} prompts × {stage.NumGenerations:N0} generations = {stage.CompletionsPerStep:N0} completions a step, sampled in {Batches(stage.CompletionsPerStep, runtime.RolloutBatchSize, "rollout batch", "rollout batches")}; a pair a prompt"),
            Text($"÷ {stage.StepsPerGeneration:N0} (steps_per_generation) = {share:N0} pairs an optimizer step, in {Batches(share, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {stage.NumIterations:N0} (num_iterations) × {stage.MaxSteps:N0} steps = {(long)stage.MaxSteps * stage.UpdatesPerStep:N0} optimizer steps{(stage.Ofs is null ? "" : " of each of two adapters")}"),
        ];
    }

    private static IReadOnlyList<string> Describe(EvaluateStageConfig stage, RuntimeConfig runtime)
    {
        var completions = (long)stage.NumPrompts * stage.NumGenerations;
        return
        [
            Text($"{stage.NumPrompts:N0} held-out prompts × {stage.NumGenerations:N0} generations = {completions:N0} completions, sampled in {Batches(completions, runtime.RolloutBatchSize, "rollout batch", "rollout batches")}"),
            Text($"{string.Join(", ", stage.PassAtK.Select(k => $"pass@{k}"))} with {stage.Confidence * 100:0.###} % intervals"),
        ];
    }

    private static IEnumerable<string> Evaluations(GrpoStageConfig stage, RuntimeConfig runtime) =>
        stage.Evaluation.With(stage.Sampling) is { } evaluation
            ? [Text($"after every {stage.Evaluation.EvalSteps:N0} steps: {Describe(evaluation, runtime)[0]}")]
            : [];

    private static IReadOnlyList<string> Describe(ContinualPreferenceStageConfig stage) =>
    [
        Text($"{stage.PerStepPairs:N0} pairs an optimizer step, in {Batches(stage.PerStepPairs, stage.MicroBatchSize, "micro-batch", "micro-batches")}{(stage.Method == ContinualMethod.Dpo ? "" : "; two adapters")}"),
        Text($"× {stage.StepsPerDomain:N0} steps × {stage.Domains.Count:N0} domains = {(long)stage.StepsPerDomain * stage.Domains.Count:N0} optimizer steps, and {stage.Domains.Count + 1:N0} measurements on {stage.HeldOutPairs:N0} held-out pairs a domain{(stage.RewardPrompts > 0 ? Text($" and {stage.RewardPrompts:N0} judged answers") : "")}"),
    ];

    private static string Batches(long items, int size, string one, string many)
    {
        var count = (items + size - 1) / size;
        return count == 1 ? $"1 {one}" : Text($"{count:N0} {many} of at most {size:N0}");
    }

    private static string Epochs(long prompts, long? trainPrompts) => trainPrompts is { } count
        ? Text($" = {(double)prompts / count:0.00} epochs of the {count:N0} training prompts")
        : " of an unbounded training split";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
