using Align.Training.Rollouts;

namespace Align.Training.Learning;

/// <summary>What the learner learns from in one step; written for replay where it cannot.</summary>
internal interface ILesson : IStepRequest
{
    /// <summary>Where the step stands.</summary>
    TrainingClock Clock { get; }
}
