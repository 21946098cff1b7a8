namespace Align.Algorithms.RolloutAllocation;

/// <summary>The verdicts on the completions of one prompt. A completion succeeds where the task's reward reaches the stage's <c>success_threshold</c>.</summary>
/// <param name="Successes">Completions that succeeded; at most <paramref name="Scored"/>.</param>
/// <param name="Scored">Completions that could be judged.</param>
public readonly record struct RolloutCounts(int Successes, int Scored)
{
    /// <summary>The success rate; 0 where nothing could be judged.</summary>
    public double Accuracy => Scored == 0 ? 0 : Successes / (double)Scored;

    /// <summary>Whether completions both succeed and fail.</summary>
    public bool IsMixed => Successes > 0 && Successes < Scored;

    /// <summary>Whether there are verdicts and none is a success.</summary>
    public bool IsUnsolved => Scored > 0 && Successes == 0;

    /// <summary>Whether there are verdicts and all are successes.</summary>
    public bool IsSolved => Scored > 0 && Successes == Scored;

    /// <summary>The verdicts of both.</summary>
    public RolloutCounts Plus(RolloutCounts other) => new(Successes + other.Successes, Scored + other.Scored);

    /// <summary>Checks that they are counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not.</exception>
    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Successes, Scored);
    }
}
