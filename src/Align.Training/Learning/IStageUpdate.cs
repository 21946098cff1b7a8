using Align.Algorithms.PromptSelection;

namespace Align.Training.Learning;

/// <summary>What the learner does in one stage: the mathematics of a step, with the optimizers and whatever else the stage remembers.</summary>
/// <remarks>Made by <see cref="StageUpdates"/> when the stage begins and when a run is resumed within it; a new kind of stage is a new update.</remarks>
internal interface IStageUpdate : IDisposable
{
    /// <summary>What checkpoints within the stage hold beside the weights, the optimizers among them.</summary>
    IReadOnlyList<IStageMemory> Memories { get; }

    /// <summary>How the stage chooses its prompts; <see langword="null"/> where they come uniformly. The learner alone changes its state, inside <see cref="Run"/>.</summary>
    IPromptSelection? Selection => null;

    /// <summary>Whether so many steps in a row were not finite that the run must end.</summary>
    bool IsExhausted { get; }

    /// <summary>Whether the stage is over before its last step, as by early stopping.</summary>
    bool IsDone => false;

    /// <summary>Takes a step.</summary>
    /// <param name="lesson">Of the stage's own recipe.</param>
    /// <returns>Metrics by name, in the order of the log.</returns>
    IReadOnlyDictionary<string, double> Run(ILesson lesson);

    /// <summary>The stage's last step is done: what was learned beside the policy's own weights becomes part of them, before they are saved.</summary>
    void Finish()
    {
    }
}
