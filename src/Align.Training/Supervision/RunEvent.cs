namespace Align.Training.Supervision;

/// <summary>Something that an observer of a run may want to know. The set is closed.</summary>
public abstract record RunEvent
{
    private RunEvent() { }

    /// <summary>The run begins, or goes on from a checkpoint.</summary>
    /// <param name="Name">The run's name.</param>
    /// <param name="Directory">Where it is written.</param>
    /// <param name="Parameters">Trainable parameters of the policy.</param>
    /// <param name="Device">The device and what generates, in words.</param>
    /// <param name="ResumedFromStep">The checkpoint's step; <see langword="null"/> for a new run.</param>
    public sealed record RunStarted(string Name, string Directory, long Parameters, string Device, long? ResumedFromStep) : RunEvent;

    /// <summary>A stage begins.</summary>
    /// <param name="Index">Its position, from 0.</param>
    /// <param name="Count">Stages of the run.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">Its <c>type</c> in YAML, such as grpo.</param>
    /// <param name="Steps">Its steps; for an evaluation, its batches.</param>
    public sealed record StageStarted(int Index, int Count, string Name, string Type, long Steps) : RunEvent;

    /// <summary>A step is done.</summary>
    /// <param name="Stage">The stage's name.</param>
    /// <param name="Step">Steps done in the stage, from 1.</param>
    /// <param name="Steps">Steps of the stage.</param>
    /// <param name="Metrics">The step's metrics by name.</param>
    public sealed record StepCompleted(string Stage, long Step, long Steps, IReadOnlyDictionary<string, double> Metrics) : RunEvent;

    /// <summary>A completion that is worth a look.</summary>
    /// <param name="Prompt">What was asked.</param>
    /// <param name="Completion">What the policy answered.</param>
    /// <param name="Reward">The weighted reward; <see langword="null"/> where it could not be judged.</param>
    public sealed record SampleShown(string Prompt, string Completion, double? Reward) : RunEvent;

    /// <summary>Training state is on disk.</summary>
    /// <param name="Step">The run's step.</param>
    /// <param name="Path">The checkpoint's directory.</param>
    public sealed record CheckpointSaved(long Step, string Path) : RunEvent;

    /// <summary>An evaluation is done.</summary>
    /// <param name="Stage">The stage's name.</param>
    /// <param name="Rows">Its figures.</param>
    public sealed record EvaluationFinished(string Stage, IReadOnlyList<EvaluationRow> Rows) : RunEvent;

    /// <summary>Something to know that stops nothing.</summary>
    /// <param name="Text">One sentence.</param>
    public sealed record Warning(string Text) : RunEvent;

    /// <summary>The run is over.</summary>
    /// <param name="Report">What it came to.</param>
    public sealed record RunFinished(RunReport Report) : RunEvent;
}

/// <summary>One figure of an evaluation, with its interval.</summary>
/// <param name="Measure">Its name, such as <c>pass@1</c>.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record EvaluationRow(string Measure, double Value, double Low, double High)
{
    /// <summary>What the figure is counted in.</summary>
    public EvaluationUnit Unit { get; init; }
}

/// <summary>Units of evaluation figures.</summary>
public enum EvaluationUnit
{
    /// <summary>A share, in [0, 1]; shown in per cent.</summary>
    Share,

    /// <summary>Units of the reward.</summary>
    Reward,

    /// <summary>Nats.</summary>
    Nats,

    /// <summary>Tokens.</summary>
    Tokens,
}
