using Align.Algorithms.Advantages;

namespace Align.Tests.Testing.AdvantageMutants;

/// <summary>A group of one has the mean 0, so that its raw reward becomes the advantage, as in verl.</summary>
public sealed record RawSingleton : IAdvantageEstimator
{
    public AdvantageTraits Traits => new() { Grouped = true, ShiftInvariant = true };

    public AdvantageResult Compute(AdvantageBatch batch) => new GrpoAdvantage { Singleton = SingletonAdvantage.RawReward }.Compute(batch);
}

/// <summary>Means and deviations in float32, as in verl and TRL: equal rewards leave rounding noise, which ε blows up.</summary>
public sealed record NoisyEquals : IAdvantageEstimator
{
    public AdvantageTraits Traits => new() { Grouped = true, ZeroOnEqualRewards = true };

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select((reward, i) =>
    {
        var group = batch.Rewards.Where((_, j) => batch.Groups[j] == batch.Groups[i]).Select(value => (float)value).ToArray();
        var mean = group.Aggregate(0f, (sum, value) => sum + value) / group.Length;
        var variance = group.Aggregate(0f, (sum, value) => sum + ((value - mean) * (value - mean))) / Math.Max(1, group.Length - 1);
        return group.Length < 2 ? 0.0 : ((float)reward - mean) / (MathF.Sqrt(variance) + 1e-6f);
    })]);
}

/// <summary>The batch's mean passes for the group's.</summary>
public sealed record BatchBaseline : IAdvantageEstimator
{
    public AdvantageTraits Traits => new() { Grouped = true };

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select(reward => reward - batch.Rewards.Average())]);
}

/// <summary>No baseline at all.</summary>
public sealed record UncentredReward : IAdvantageEstimator
{
    public AdvantageTraits Traits => new() { ShiftInvariant = true };

    public AdvantageResult Compute(AdvantageBatch batch) => new(batch.Rewards);
}

/// <summary>Reads a meaning out of the groups' ids.</summary>
public sealed record SpeakingIds : IAdvantageEstimator
{
    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select((reward, i) => reward * (1 + (batch.Groups[i] % 2)))]);
}

/// <summary>The first completion is everybody's baseline.</summary>
public sealed record FirstIsBaseline : IAdvantageEstimator
{
    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select(reward => reward - batch.Rewards[0])]);
}

/// <summary>The sign swapped.</summary>
public sealed record Descending : IAdvantageEstimator
{
    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select(reward => -reward)]);
}

/// <summary>Divided by the length, and no word of it in the traits.</summary>
public sealed record PerToken : IAdvantageEstimator
{
    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select((reward, i) => reward / Math.Max(1, batch.Lengths[i]))]);
}

/// <summary>The deviation of one reward: 0/0.</summary>
public sealed record LoneDeviation : IAdvantageEstimator
{
    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select(reward =>
        (reward - batch.Rewards.Average()) / Math.Sqrt(batch.Rewards.Sum(value => (value - batch.Rewards.Average()) * (value - batch.Rewards.Average())) / (batch.Rewards.Length - 1)))]);
}

/// <summary>A running mean kept in the estimator.</summary>
public sealed record RunningBaseline : IAdvantageEstimator
{
    private double _calls;

    public AdvantageTraits Traits => new();

    public AdvantageResult Compute(AdvantageBatch batch) => new([.. batch.Rewards.Select(reward => reward - (_calls += 0.5))]);
}
