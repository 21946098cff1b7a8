using Align.Core;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Preference.Continual;

/// <summary>Measures what is served on every domain: accuracy and log-ratios on held-out pairs, reward and divergence of answers that it sampled.</summary>
/// <param name="state">The run's tensors.</param>
/// <param name="config">The stage.</param>
/// <param name="domains">The domains.</param>
/// <param name="frozen">The policy beneath, which is the reference where no adapter is in use.</param>
/// <param name="heldOut">Pairs of each domain.</param>
internal sealed class DomainMeasurement(
    TrainingState state, ContinualPreferenceStageConfig config, IReadOnlyList<PreferenceDomain> domains, FrozenPolicy frozen, IReadOnlyList<PairScores> heldOut)
{
    /// <summary>Measures; inside the learner's lease.</summary>
    /// <param name="groups">Judged answers to the domains' prompts, domain after domain; empty where none were asked for.</param>
    /// <param name="metrics">Receives the numbers.</param>
    /// <returns>Accuracy in each domain.</returns>
    public double[] Run(IReadOnlyList<RolloutGroup> groups, Dictionary<string, double> metrics)
    {
        var accuracies = new double[domains.Count];
        foreach (var (index, domain) in domains.Index())
        {
            var standing = heldOut[index].Standing();
            accuracies[index] = standing.Accuracy;
            metrics[$"continual/accuracy/{domain.Name}"] = standing.Accuracy;
            metrics[$"continual/kl_chosen/{domain.Name}"] = standing.ChosenLogRatio;
            metrics[$"continual/kl_rejected/{domain.Name}"] = standing.RejectedLogRatio;
        }
        if (groups.Count > 0)
        {
            AddAnswers(groups, metrics);
        }
        return accuracies;
    }

    private void AddAnswers(IReadOnlyList<RolloutGroup> groups, Dictionary<string, double> metrics)
    {
        var divergence = Divergence(groups);
        metrics["continual/kl"] = divergence.Average();
        var first = 0;
        foreach (var domain in domains)
        {
            var own = first..(first + domain.Prompts.Length);
            first = own.End.Value;
            metrics[$"continual/kl/{domain.Name}"] = divergence[own].Average();
            double[] rewards = [.. groups.Take(own).SelectMany(group => group.Trajectories).Select(trajectory => trajectory.Outcome).OfType<RewardOutcome.Scored>().Select(outcome => outcome.Value)];
            if (rewards.Length > 0)
            {
                metrics[$"continual/reward/{domain.Name}"] = rewards.Average();
            }
        }
    }

    // One answer a prompt. The reference is the policy without its adapters.
    private double[] Divergence(IReadOnlyList<RolloutGroup> groups)
    {
        var options = ReferenceDivergence.Options(state, config.Sampling.Temperature);
        return [.. ReferenceDivergence.Of(
            state,
            groups,
            config.MicroBatchSize,
            batch => ResponseForward.LogProbs(frozen.Policy, batch, options),
            batch =>
            {
                using var alone = frozen.Policy.WithAdapter(null);
                return ResponseForward.LogProbs(frozen.Policy, batch, options);
            }).Select(answers => answers.Average(answer => answer.LogRatio))];
    }
}
