using Align.Algorithms.PolicyLosses;

namespace Align.Training.Configuration;

/// <summary>The policy loss of a stage: its <c>name</c> (see <c>align list losses</c>) and that loss's own options. Without a name it is <c>clip</c>.</summary>
public sealed record PolicyLossConfig
{
    /// <summary>The loss's registered name.</summary>
    public string Name { get; init; } = "clip";

    /// <summary>The loss with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new ClippedPolicyLoss();

    /// <summary>The loss.</summary>
    public IPolicyLoss Loss => (IPolicyLoss)Options;
}
