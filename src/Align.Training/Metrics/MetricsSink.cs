using System.Collections.Immutable;
using Align.Core;
using Align.Training.Supervision;

namespace Align.Training.Metrics;

/// <summary>One step for the log, with the completions to show beside it; the sink answers with <see cref="StepLogged"/>.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Step">Steps done in the stage.</param>
/// <param name="Steps">The stage's steps.</param>
/// <param name="Metrics">By name, in the order of the log.</param>
/// <param name="Samples">Completions to show; may be empty.</param>
internal sealed record LogStep(string Stage, long Step, long Steps, IReadOnlyDictionary<string, double> Metrics, ImmutableArray<Trajectory> Samples);

/// <summary>The step is in the files, as far as the disk allowed.</summary>
internal sealed record StepLogged;

/// <summary>Writes the run's logs and tells the observer. A disk that refuses a line is reported, and training goes on.</summary>
internal sealed class MetricsSink : ReceiveActor
{
    private readonly RunServices _services;

    /// <summary>A sink into the run's files.</summary>
    public MetricsSink(RunServices services)
    {
        _services = services;
        Receive<LogStep>(log =>
        {
            Write(log);
            Tell(log);
            Sender.Tell(new StepLogged());
        });
    }

    private void Write(LogStep log)
    {
        try
        {
            _services.Metrics.Append(new MetricsRecord(log.Stage, log.Step, [.. log.Metrics]));
            foreach (var sample in log.Samples)
            {
                _services.Samples.Append(ToRecord(log, sample));
            }
        }
        catch (IOException failure)
        {
            _services.Observer.OnEvent(new RunEvent.Warning($"step {log.Step} of {log.Stage} was not logged: {failure.Message}"));
        }
    }

    private static SampleRecord ToRecord(LogStep log, Trajectory sample) => new(
        log.Stage,
        log.Step,
        sample.Prompt.Id,
        sample.Completion.SampleIndex,
        sample.Prompt.Text,
        sample.Completion.Text,
        sample.Prompt.Answer,
        RewardOf(sample),
        sample.Completion.FinishReason,
        sample.Completion.WeightsVersion);

    private static double? RewardOf(Trajectory sample) => sample.Outcome is RewardOutcome.Scored scored ? scored.Value : null;

    private void Tell(LogStep log)
    {
        _services.Observer.OnEvent(new RunEvent.StepCompleted(log.Stage, log.Step, log.Steps, log.Metrics));
        foreach (var sample in log.Samples.Take(1))
        {
            _services.Observer.OnEvent(new RunEvent.SampleShown(sample.Prompt.Text, sample.Completion.Text, RewardOf(sample)));
        }
    }
}
