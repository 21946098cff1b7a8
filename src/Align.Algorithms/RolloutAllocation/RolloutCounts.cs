namespace Align.Algorithms.RolloutAllocation;

/// <summary>The verdicts on the completions of one prompt. A completion succeeds where the task's reward reaches the stage's <c>success_threshold</c>.</summary>
/// <param name="Successes">Completions that succeeded; at most <paramref name="Scored"/>.</param>
/// <param name="Scored">Completions that could be judged.</param>
public readonly record struct RolloutCounts(int Successes, int Scored)
{
    /// <summary>The success rate; 0 where nothing could be judged.</summary>
    public double Accuracy => Scored == 0 ? 0 : Successes / (double)Scored;
}
