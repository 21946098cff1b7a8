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
        GrpoStageConfig grpo => [.. GrpoArithmetic.Describe(grpo, runtime, trainPrompts), .. Evaluations(grpo, runtime)],
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
            Text($"{Counted.Of(stage.PerStepExamples, "example")} an optimizer step, in {Batches(stage.PerStepExamples, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {Counted.Of(stage.MaxSteps, "step")} = {Counted.Of(examples, "example")}{(stage.Data is null ? Epochs(examples, trainPrompts) : " from the data file")}"),
        ];
    }

    private static IReadOnlyList<string> Describe(int steps, int perStep, int microBatch, StageExamples examples, int evalSteps)
    {
        var taken = (long)steps * perStep;
        var skipped = examples.Skipped == 0 ? "" : Text($"; {examples.Skipped:N0} left out as too long");
        var heldOut = examples.HeldOut == 0 ? "" : Text($"; {examples.HeldOut:N0} held out, looked at every {Counted.Of(evalSteps, "step")}");
        return
        [
            Text($"{Counted.Of(examples.Train, "example")} of {Counted.Of(examples.Tokens, "token")}, the longest sequence {examples.LongestSequence:N0}{skipped}{heldOut}"),
            Text($"{Counted.Of(perStep, "example")} an optimizer step, in {Batches(perStep, microBatch, "micro-batch", "micro-batches")}"),
            Text($"× {Counted.Of(steps, "step")} = {Counted.Of(taken, "example")} = {taken / (double)examples.Train:0.00} epochs"),
        ];
    }

    private static IReadOnlyList<string> Describe(OnlinePreferenceStageConfig stage, RuntimeConfig runtime)
    {
        var share = (stage.PerStepPrompts + stage.StepsPerGeneration - 1) / stage.StepsPerGeneration;
        return
        [
            stage.Source == PairSource.Pairs
                ? Text($"{Counted.Of(stage.PerStepPrompts, "recorded pair")} a step, in their order")
                : Text($"{Counted.Of(stage.PerStepPrompts, "prompt")} × {Counted.Of(stage.NumGenerations, "generation")} = {Counted.Of(stage.CompletionsPerStep, "completion")} a step, {AtOnce(stage.CompletionsPerStep, runtime)}; a pair a prompt"),
            Text($"÷ {stage.StepsPerGeneration:N0} (steps_per_generation) = {Counted.Of(share, "pair")} an optimizer step, in {Batches(share, stage.MicroBatchSize, "micro-batch", "micro-batches")}"),
            Text($"× {stage.NumIterations:N0} (num_iterations) × {Counted.Of(stage.MaxSteps, "step")} = {Counted.Of((long)stage.MaxSteps * stage.UpdatesPerStep, "optimizer step")}{(stage.Ofs is null ? "" : " of each of two adapters")}"),
        ];
    }

    private static IReadOnlyList<string> Describe(EvaluateStageConfig stage, RuntimeConfig runtime)
    {
        var completions = (long)stage.NumPrompts * stage.NumGenerations;
        return
        [
            Text($"{Counted.Of(stage.NumPrompts, "held-out prompt")} × {Counted.Of(stage.NumGenerations, "generation")} = {Counted.Of(completions, "completion")}, {AtOnce(completions, runtime)}"),
            Text($"{string.Join(", ", stage.PassAtK.Select(k => $"pass@{k}"))} with {stage.Confidence * 100:0.###} % intervals"),
        ];
    }

    private static IEnumerable<string> Evaluations(GrpoStageConfig stage, RuntimeConfig runtime) =>
        stage.Evaluation.With(stage.Sampling, stage.SuccessThreshold) is { } evaluation
            ? [Text($"after every {stage.Evaluation.EvalSteps:N0} steps: {Describe(evaluation, runtime)[0]}")]
            : [];

    private static IReadOnlyList<string> Describe(ContinualPreferenceStageConfig stage) =>
    [
        Text($"{Counted.Of(stage.PerStepPairs, "pair")} an optimizer step, in {Batches(stage.PerStepPairs, stage.MicroBatchSize, "micro-batch", "micro-batches")}{(stage.Method == ContinualMethod.Dpo ? "" : "; two adapters")}"),
        Text($"× {Counted.Of(stage.StepsPerDomain, "step")} × {Counted.Of(stage.Domains.Count, "domain")} = {Counted.Of((long)stage.StepsPerDomain * stage.Domains.Count, "optimizer step")}, and {Counted.Of(stage.Domains.Count + 1, "measurement")} on {Counted.Of(stage.HeldOutPairs, "held-out pair")} a domain{(stage.RewardPrompts > 0 ? Text($" and {Counted.Of(stage.RewardPrompts, "judged answer")}") : "")}"),
    ];

    internal static string AtOnce(long completions, RuntimeConfig runtime) =>
        Text($"up to {Math.Min(completions, runtime.RolloutBatchSize):N0} at once{(runtime.RolloutWorkers > 1 ? Text($" by each of {runtime.RolloutWorkers:N0} rollout workers") : "")}");

    internal static string Batches(long items, int size, string one, string many)
    {
        var count = (items + size - 1) / size;
        return count == 1 ? $"1 {one}" : Text($"{count:N0} {many} of at most {size:N0}");
    }

    internal static string Epochs(long prompts, long? trainPrompts) => trainPrompts is { } count
        ? Text($" = {(double)prompts / count:0.00} epochs of the {count:N0} training prompts")
        : " of an unbounded training split";

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
