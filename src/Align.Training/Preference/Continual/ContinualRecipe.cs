using System.Collections.Immutable;
using Align.Algorithms.PromptSelection;
using Align.Core;
using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Rollouts;

namespace Align.Training.Preference.Continual;

/// <summary>Pairs of one domain after another, and between domains the prompts of all of them.</summary>
internal sealed class ContinualRecipe(
    ContinualPreferenceStageConfig config, IReadOnlyList<PreferenceDomain> domains, SamplingOptions sampling, long seed) : IPlainRecipe
{
    private readonly ContinualSchedule _schedule = new(domains.Count, config.StepsPerDomain);

    /// <inheritdoc/>
    /// <remarks>The pairs are chosen here, by domain; what the selector chooses is not looked at.</remarks>
    public int PromptsPerStep => 1;

    /// <inheritdoc/>
    public CollectRollouts? Rollouts(TrainingClock clock, ImmutableArray<Prompt> prompts)
    {
        ImmutableArray<Prompt> asked = _schedule.At(clock.Step).Measures ? [.. domains.SelectMany(domain => domain.Prompts)] : [];
        return asked.IsEmpty ? null : new CollectRollouts(RandomPurpose.Evaluation, clock.RunStep, asked, [.. asked.Select(_ => 1)], sampling);
    }

    /// <inheritdoc/>
    public ILesson Lesson(TrainingClock clock, ImmutableArray<Prompt> prompts, ImmutableArray<RolloutGroup> groups)
    {
        var step = _schedule.At(clock.Step);
        if (step.Measures)
        {
            return new MeasureDomains(clock, groups);
        }
        var train = domains[step.Domain].Train;
        // Every domain has an order of its own, that of a stage after all others.
        var indices = UniformSelection.Indices(seed, ((clock.Stage + 1) * domains.Count) + step.Domain, step.Place, config.PerStepPairs, train.Length);
        return new TrainPreference(clock, [.. indices.Select(index => train[(int)index])]);
    }
}

/// <summary>Measures what is served on every domain.</summary>
/// <param name="Clock">Where the step stands.</param>
/// <param name="Groups">Judged answers to the domains' prompts, domain after domain; empty where none are asked for.</param>
internal sealed record MeasureDomains(TrainingClock Clock, ImmutableArray<RolloutGroup> Groups) : ILesson;
