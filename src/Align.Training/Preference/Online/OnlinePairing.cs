using System.Collections.Immutable;
using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Preference.Online;

/// <summary>Turns judged groups into pairs: the best completion of a prompt against its worst.</summary>
/// <param name="dropTies">Whether pairs of equal reward are left out.</param>
/// <param name="missingEosPenalty">Taken off the reward of a completion without a stop token.</param>
/// <param name="maxUnscorableFraction">Above this share of unscorable completions the run stops.</param>
internal sealed class OnlinePairing(bool dropTies, double missingEosPenalty, double maxUnscorableFraction)
{
    /// <summary>The pairs of a step.</summary>
    /// <exception cref="TooManyUnscorableException">Too many completions could not be judged.</exception>
    /// <exception cref="NothingScoredException">No reward applies to any completion.</exception>
    public SampledPairs Of(ImmutableArray<RolloutGroup> groups)
    {
        UnscorableLimit.Require([.. groups.SelectMany(group => group.Trajectories)], maxUnscorableFraction);
        var examples = ImmutableArray.CreateBuilder<PreferenceExample>();
        var (tied, dropped) = (0, 0);
        foreach (var (index, group) in groups.Index())
        {
            var judged = group.Trajectories.Where(trajectory => trajectory.Outcome is RewardOutcome.Scored).ToArray();
            if (judged.Length < 2)
            {
                dropped++;
                continue;
            }
            var pair = BestAndWorst.Of(Array.ConvertAll(judged, Reward));
            tied += pair.Tied ? 1 : 0;
            if (!pair.Tied || !dropTies)
            {
                examples.Add(new PreferenceExample(index, judged[0].PromptTokenIds, judged[pair.Chosen].Completion.TokenIds, judged[pair.Rejected].Completion.TokenIds));
            }
        }
        return new SampledPairs(examples.ToImmutable(), tied, dropped, groups.Length);
    }

    private double Reward(Trajectory trajectory) =>
        ((RewardOutcome.Scored)trajectory.Outcome).Value - (trajectory.Completion.FinishReason == FinishReason.Length ? missingEosPenalty : 0);
}

/// <summary>The pairs of a step.</summary>
/// <param name="Examples">To learn from.</param>
/// <param name="Tied">Prompts whose best and worst completion have the same reward.</param>
/// <param name="Dropped">Prompts with fewer than two completions that could be judged.</param>
/// <param name="Prompts">All prompts.</param>
internal sealed record SampledPairs(ImmutableArray<PreferenceExample> Examples, int Tied, int Dropped, int Prompts)
{
    /// <summary>Adds what they show to the metrics.</summary>
    public void AddTo(IDictionary<string, double> metrics)
    {
        metrics["pairs/trained"] = Examples.Length;
        metrics["pairs/dropped"] = Dropped;
        metrics["pairs/frac_tied"] = Tied / (double)Math.Max(1, Prompts - Dropped);
    }
}
