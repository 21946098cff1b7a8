namespace Align.Algorithms.Statistics;

/// <summary>How many of a prompt's judged rollouts succeeded.</summary>
/// <param name="Successes">In [0, <paramref name="Rollouts"/>].</param>
/// <param name="Rollouts">Judged rollouts; those that could not be judged are left out.</param>
public readonly record struct SuccessCount(int Successes, int Rollouts)
{
    /// <summary>The share of successes; 0 without rollouts.</summary>
    public double Accuracy => Rollouts == 0 ? 0 : (double)Successes / Rollouts;

    /// <summary>Whether the rollouts both succeed and fail, so that a group-relative advantage is not 0.</summary>
    public bool IsMixed => Successes > 0 && Successes < Rollouts;

    /// <summary>Whether there are rollouts and none succeeded.</summary>
    public bool IsUnsolved => Rollouts > 0 && Successes == 0;

    /// <summary>Whether there are rollouts and all succeeded.</summary>
    public bool IsSolved => Rollouts > 0 && Successes == Rollouts;

    /// <summary>The rollouts of both stages.</summary>
    public SuccessCount Plus(SuccessCount other) => new(Successes + other.Successes, Rollouts + other.Rollouts);

    /// <summary>Checks the counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are no counts.</exception>
    internal void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Successes, Rollouts);
    }
}
