using Align.Training.Supervision;

namespace Align.Cli.Composition;

/// <summary>Starts runs in this process.</summary>
public sealed class TrainingLauncher : ILauncher
{
    /// <inheritdoc/>
    public Task<RunReport> RunAsync(Launch launch, CancellationToken stop) => Start(launch).RunAsync(stop);

    /// <inheritdoc/>
    public Task<RunReport> ResumeAsync(Launch launch, long? step, CancellationToken stop) => Start(launch).ResumeAsync(step, stop);

    /// <inheritdoc/>
    public Task<RunReport> EvaluateAsync(Launch launch, long? step, CancellationToken stop) => Evaluation(launch).RunAsync(step, stop);

    /// <inheritdoc/>
    public Task<(RunReport Report, EvaluationComparison Comparison)> CompareAsync(Launch launch, long? step, Launch other, long? otherStep, CancellationToken stop) =>
        Evaluation(launch).CompareAsync(Evaluation(other), step, otherStep, stop);

    private static RunLauncher Start(Launch launch)
    {
        ArgumentNullException.ThrowIfNull(launch);
        return new(launch.Config, launch.Components, launch.Directory, launch.Observer, launch.Time);
    }

    private static CheckpointEvaluation Evaluation(Launch launch)
    {
        ArgumentNullException.ThrowIfNull(launch);
        return new(launch.Config, launch.Components, launch.Directory, launch.Observer, launch.Time);
    }
}
