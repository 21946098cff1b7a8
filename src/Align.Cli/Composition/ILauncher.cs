using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Cli.Composition;

/// <summary>What the commands ask of training; tests of the command line stand in for it.</summary>
public interface ILauncher
{
    /// <summary>Runs every stage of a new run.</summary>
    Task<RunReport> RunAsync(Launch launch, CancellationToken stop);

    /// <summary>Goes on from the checkpoint of <paramref name="step"/>, or from the newest whole one.</summary>
    Task<RunReport> ResumeAsync(Launch launch, long? step, CancellationToken stop);

    /// <summary>Repeats the last evaluation with the weights of the checkpoint of <paramref name="step"/>, or of the newest whole one.</summary>
    Task<RunReport> EvaluateAsync(Launch launch, long? step, CancellationToken stop);

    /// <summary>Evaluates a run and another one on the same prompts and random streams, and compares them.</summary>
    Task<(RunReport Report, EvaluationComparison Comparison)> CompareAsync(Launch launch, long? step, Launch other, long? otherStep, CancellationToken stop);
}

/// <summary>A run to start.</summary>
/// <param name="Config">Its checked configuration.</param>
/// <param name="Components">What that names.</param>
/// <param name="Directory">Where it lies.</param>
/// <param name="Observer">Hears what happens.</param>
/// <param name="Time">The clock.</param>
public sealed record Launch(RunConfig Config, RunComponents Components, RunDirectory Directory, IRunObserver Observer, TimeProvider Time);
