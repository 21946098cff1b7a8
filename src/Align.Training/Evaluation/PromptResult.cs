namespace Align.Training.Evaluation;

/// <summary>What an evaluation has found at one held-out prompt: a line of <c>evaluations/STAGE.jsonl</c>.</summary>
/// <param name="Prompt">The prompt's identity in the test split.</param>
/// <param name="Samples">Completions that were sampled.</param>
public sealed record PromptResult(long Prompt, int Samples)
{
    /// <summary>The environment's grade of its difficulty, in [0, 1]; <see langword="null"/> where it has none.</summary>
    public double? Difficulty { get; init; }

    /// <summary>The environment's category; <see langword="null"/> where it has none.</summary>
    public string? Category { get; init; }

    /// <summary>Completions to which the task metric gives at least <c>success_threshold</c>; <see langword="null"/> where it has not judged all of them.</summary>
    public int? Correct { get; init; }

    /// <summary>The mean of the task metric over the completions; <see langword="null"/> as for <see cref="Correct"/>.</summary>
    public double? Task { get; init; }

    /// <summary>The mean weighted reward of the scored completions, what training sees; <see langword="null"/> where none is scored.</summary>
    public double? Reward { get; init; }

    /// <summary>The mean log-ratio to the reference of a completion, nats; <see langword="null"/> without a reference.</summary>
    public double? Kl { get; init; }

    /// <summary>The same by the completions' tokens.</summary>
    public double? KlPerToken { get; init; }

    /// <summary>Mean tokens of a completion, the stop token included.</summary>
    public double Length { get; init; }

    /// <summary>Share of the completions that were cut at the token limit.</summary>
    public double Truncated { get; init; }

    /// <summary>By vote or re-ranking, such as <c>maj@8</c>, whether what it chose is correct; empty where not all completions are judged.</summary>
    public IReadOnlyDictionary<string, bool> Chosen { get; init; } = new Dictionary<string, bool>();

    /// <summary>Completions at which the task's reward failed to name an answer: it threw. They count as giving none.</summary>
    public int ExtractorFaults { get; init; }

    /// <summary>What the first of these failures said; <see langword="null"/> where there is none.</summary>
    public string? ExtractorFault { get; init; }
}
