using Align.Training.Supervision;

namespace Align.Cli.Terminal;

/// <summary>What is known of a run's progress: the latest of everything, and when the stage will end.</summary>
/// <param name="time">The clock.</param>
internal sealed class RunProgress(TimeProvider time)
{
    private long _stageStart;
    private long _stepsBefore;

    public RunEvent.RunStarted? Run { get; private set; }

    public RunEvent.StageStarted? Stage { get; private set; }

    public RunEvent.StepCompleted? Step { get; private set; }

    public RunEvent.SampleShown? Sample { get; private set; }

    public RunEvent.CheckpointSaved? Checkpoint { get; private set; }

    public RunEvent.Warning? Warning { get; private set; }

    /// <summary>Time left in the stage by its mean step time so far; <see langword="null"/> before the first step.</summary>
    public TimeSpan? Remaining => Step is { } step && step.Step > _stepsBefore
        ? time.GetElapsedTime(_stageStart) / (step.Step - _stepsBefore) * (step.Steps - step.Step)
        : null;

    /// <summary>Takes note of an event.</summary>
    public void Note(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.RunStarted started: Run = started; break;
            case RunEvent.StageStarted started: Begin(started); break;
            case RunEvent.StepCompleted completed: Advance(completed); break;
            case RunEvent.SampleShown shown: Sample = shown; break;
            case RunEvent.CheckpointSaved saved: Checkpoint = saved; break;
            case RunEvent.Warning warning: Warning = warning; break;
        }
    }

    private void Begin(RunEvent.StageStarted stage)
    {
        (Stage, Step) = (stage, null);
        (_stageStart, _stepsBefore) = (time.GetTimestamp(), 0);
    }

    // A resumed stage begins in its middle: the steps before were not taken under this clock.
    private void Advance(RunEvent.StepCompleted step)
    {
        if (Step is null)
        {
            _stepsBefore = step.Step - 1;
        }
        Step = step;
    }
}
