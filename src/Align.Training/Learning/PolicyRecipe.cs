using Align.Models.Generation;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>Group-relative policy optimization: the learner sees judged groups of completions.</summary>
internal sealed class PolicyRecipe(GrpoStageConfig config, SamplingOptions sampling, string taskReward) : ITrainingRecipe
{
    private readonly SuccessRule _success = new(taskReward, config.SuccessThreshold);

    /// <inheritdoc/>
    public IStepGathering Gather(TrainingClock clock) => new PolicyGathering(config, sampling, _success, clock);
}
