namespace Align.Algorithms.Advantages;

/// <summary>How rewards of a group become advantages.</summary>
public sealed record GroupAdvantageOptions
{
    /// <summary>The divisor. Default <see cref="RewardScaling.Group"/>.</summary>
    public RewardScaling Scaling { get; init; } = RewardScaling.Group;

    /// <summary>Added to the standard deviation. At least 0. Default 1e-6, as in verl; TRL adds 1e-4.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>The least variance. At least 0. Default 0; verl's vectorised form takes 1e-6, that is a standard deviation of at least 0.001.</summary>
    public double VarianceFloor { get; init; }

    /// <summary>What a lone completion gets. Default <see cref="SingletonAdvantage.Zero"/>.</summary>
    public SingletonAdvantage Singleton { get; init; } = SingletonAdvantage.Zero;
}
