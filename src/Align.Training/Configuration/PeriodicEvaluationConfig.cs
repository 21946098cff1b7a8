using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>Evaluation on held-out prompts while a stage trains; these keys stand directly in the stage.</summary>
public sealed record PeriodicEvaluationConfig
{
    /// <summary>Steps between two evaluations on held-out prompts, the last step always among them; 0 for none. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int EvalSteps { get; init; }

    /// <summary>Held-out prompts of such an evaluation, the same ones each time; of the tuning part, so that none is asked by the <c>evaluate</c> stage that reports. 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int EvalPrompts { get; init; } = 256;

    /// <summary>Completions per held-out prompt, sampled as in training, by the same random streams each time; gives pass@1 and, where it is above 1, pass@k at that k. 1 to 65,536.</summary>
    [Range(1, 65536)]
    public int EvalGenerations { get; init; } = 1;

    /// <summary>The evaluation in a stage that samples by <paramref name="sampling"/> and counts successes from <paramref name="successThreshold"/>; <see langword="null"/> where there is none.</summary>
    internal EvaluateStageConfig? With(SamplingConfig sampling, double successThreshold) => EvalSteps == 0 ? null : new()
    {
        NumPrompts = EvalPrompts,
        NumGenerations = EvalGenerations,
        PassAtK = EvalGenerations == 1 ? [1] : [1, EvalGenerations],
        SuccessThreshold = successThreshold,
        Sampling = sampling,
    };
}
