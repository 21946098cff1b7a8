using Align.Algorithms.TokenWeights;

namespace Align.Training.Configuration;

/// <summary>How a stage weighs the policy loss of each token: its <c>name</c> (see <c>align list token_weights</c>) and its own options. Without a name it is <c>none</c>.</summary>
public sealed record TokenWeightsConfig
{
    /// <summary>The weighting's registered name.</summary>
    public string Name { get; init; } = "none";

    /// <summary>The weighting with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new NoTokenWeights();

    /// <summary>The weighting.</summary>
    public ITokenWeighting Weighting => (ITokenWeighting)Options;
}
