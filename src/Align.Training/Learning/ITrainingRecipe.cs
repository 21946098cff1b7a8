using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>What a training stage asks for, step by step. A new kind of stage is a new recipe.</summary>
internal interface ITrainingRecipe
{
    /// <summary>The way of one step.</summary>
    IStepGathering Gather(TrainingClock clock);
}
