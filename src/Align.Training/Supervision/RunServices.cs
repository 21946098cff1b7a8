using Align.Training.Checkpoints;
using Align.Training.Configuration;
using Align.Training.Learning;
using Align.Training.Metrics;

namespace Align.Training.Supervision;

/// <summary>What the actors of a run share: made once, before the first of them starts.</summary>
internal sealed record RunServices
{
    /// <summary>The resolved configuration.</summary>
    public required RunConfig Config { get; init; }

    /// <summary>The environment and the rewards.</summary>
    public required RunComponents Components { get; init; }

    /// <summary>What the stages learn from, where that is more than prompts.</summary>
    public required RunData Data { get; init; }

    /// <summary>The weights with their tokenizer, the optimizer and the reference.</summary>
    public required TrainingState State { get; init; }

    /// <summary>Where checkpoints go; <see langword="null"/> where nothing is to be kept.</summary>
    public required CheckpointStore? Checkpoints { get; init; }

    /// <summary>The log of metrics.</summary>
    public required MetricsFile Metrics { get; init; }

    /// <summary>The log of completions.</summary>
    public required SampleFile Samples { get; init; }

    /// <summary>The run's directory.</summary>
    public required RunDirectory Directory { get; init; }

    /// <summary>Who watches.</summary>
    public required IRunObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
