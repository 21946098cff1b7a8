using Align.Algorithms.SupervisedLosses;

namespace Align.Training.Configuration;

/// <summary>The loss of an sft stage: its <c>name</c> (see <c>align list losses</c>) and that loss's own options. Without a name it is <c>sft</c>.</summary>
public sealed record SupervisedLossConfig
{
    /// <summary>The loss's registered name.</summary>
    public string Name { get; init; } = "sft";

    /// <summary>The loss with its options, bound from the keys beside <c>name</c>.</summary>
    public object Options { get; init; } = new SftLoss();

    /// <summary>The loss.</summary>
    public ISupervisedLoss Loss => (ISupervisedLoss)Options;
}
