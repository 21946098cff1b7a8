namespace Align.Training.Rollouts;

/// <summary>What a training step asks for next: prompts, completions, or, as the last, that the learner learns.</summary>
internal interface IStepRequest;
