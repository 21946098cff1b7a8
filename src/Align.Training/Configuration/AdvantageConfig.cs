using Align.Algorithms.Advantages;

namespace Align.Training.Configuration;

/// <summary>The advantage estimator of a stage: its <c>name</c> (see <c>align list advantages</c>) and that estimator's own options. Without a name it is <c>grpo</c>.</summary>
public sealed record AdvantageConfig
{
    /// <summary>The estimator's registered name.</summary>
    public string Name { get; init; } = "grpo";

    /// <summary>The estimator with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new GrpoAdvantage();

    /// <summary>The estimator.</summary>
    public IAdvantageEstimator Estimator => (IAdvantageEstimator)Options;
}
