using System.Collections.Immutable;
using Align.Core;
using Align.Training.Verification;

namespace Align.Training.Supervision;

/// <summary>What the composition root makes of a configuration's names.</summary>
/// <param name="Environment">Where prompts come from.</param>
/// <param name="Rewards">The rewards and their weights, in the order of the configuration.</param>
public sealed record RunComponents(IEnvironment Environment, ImmutableArray<WeightedReward> Rewards)
{
    /// <summary>The environments of a continual stage's domains, by the stage's place in the run; <see langword="null"/> for a domain that is a file.</summary>
    public IReadOnlyDictionary<int, ImmutableArray<IEnvironment?>> Domains { get; init; } = new Dictionary<int, ImmutableArray<IEnvironment?>>();
}
