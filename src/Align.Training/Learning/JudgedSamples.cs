using System.Collections.Immutable;
using Align.Algorithms.Advantages;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>A completion with the advantage that its group gives it.</summary>
/// <param name="Trajectory">The completion and its prompt.</param>
/// <param name="Advantage">Relative to the group; dimensionless when scaled, else reward units.</param>
/// <param name="Tokens">How many of its tokens count in the loss; 0 where the completion is masked.</param>
internal sealed record JudgedSample(Trajectory Trajectory, double Advantage, int Tokens);

/// <summary>Turns judged groups into samples with advantages. Completions that could not be judged are left out altogether.</summary>
internal sealed class JudgedSamples(GrpoStageConfig config, long seed)
{
    private readonly GroupAdvantageOptions _options = new()
    {
        Scaling = config.ScaleRewards == ScaleRewards.Group ? RewardScaling.Group : RewardScaling.None,
    };

    /// <summary>The samples of each group, groups in their order.</summary>
    /// <exception cref="TooManyUnscorableException">Too many completions could not be judged.</exception>
    /// <exception cref="NothingScoredException">No reward applies to any completion.</exception>
    public ImmutableArray<ImmutableArray<JudgedSample>> Of(ImmutableArray<RolloutGroup> groups, long runStep)
    {
        RequireJudged([.. groups.SelectMany(group => group.Trajectories)]);
        return [.. groups.Select((group, index) => OfGroup(group, index, runStep))];
    }

    private void RequireJudged(Trajectory[] trajectories)
    {
        var faults = trajectories.Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Unscorable>().ToArray();
        var fraction = faults.Length / (double)Math.Max(1, trajectories.Length);
        if (fraction > config.MaxUnscorableFraction)
        {
            throw new TooManyUnscorableException(fraction, config.MaxUnscorableFraction, faults[0].Fault);
        }
        if (trajectories.Length > 0 && trajectories.All(trajectory => trajectory.Outcome is RewardOutcome.Skipped))
        {
            throw new NothingScoredException(((RewardOutcome.Skipped)trajectories[0].Outcome).Reason);
        }
    }

    private ImmutableArray<JudgedSample> OfGroup(RolloutGroup group, int index, long runStep)
    {
        var judged = group.Trajectories.Where(trajectory => trajectory.Outcome is RewardOutcome.Scored).ToArray();
        var rewards = Array.ConvertAll(judged, trajectory => ((RewardOutcome.Scored)trajectory.Outcome).Value);
        if (config.ShuffleRewards)
        {
            RandomStream.Create(seed, RandomPurpose.Control, runStep, index).Shuffle(rewards.AsSpan());
        }
        var advantages = GroupAdvantages.Compute(rewards, new long[rewards.Length], [], _options);
        return [.. judged.Select((trajectory, i) => new JudgedSample(trajectory, advantages[i], CountedTokens(trajectory.Completion)))];
    }

    private int CountedTokens(Completion completion) =>
        config.MaskTruncatedCompletions && completion.FinishReason == FinishReason.Length ? 0 : completion.TokenIds.Length;
}
