using System.Collections.Immutable;
using Align.Core;
using Align.Training.Verification;

namespace Align.Training.Supervision;

/// <summary>What the composition root makes of a configuration's names.</summary>
/// <param name="Environment">Where prompts come from.</param>
/// <param name="Rewards">The rewards and their weights, in the order of the configuration.</param>
public sealed record RunComponents(IEnvironment Environment, ImmutableArray<WeightedReward> Rewards);
