namespace Align.Training.Supervision;

/// <summary>Where the wall-clock time of a step went: <c>timing_s/*</c> and <c>perf/*</c>.</summary>
internal sealed class StepTimer(TimeProvider time)
{
    private readonly Dictionary<string, double> _phases = [];
    private long _started;
    private long _phaseStarted;

    /// <summary>Forgets the last step.</summary>
    public void Restart()
    {
        _phases.Clear();
        _started = time.GetTimestamp();
    }

    /// <summary>Takes down what another actor measured; several of one phase add up.</summary>
    public void Record(string phase, double seconds) => _phases[phase] = _phases.GetValueOrDefault(phase) + seconds;

    /// <summary>Starts a phase.</summary>
    public void Begin(string phase)
    {
        _phases[phase] = 0;
        _phaseStarted = time.GetTimestamp();
    }

    /// <summary>Ends the phase that was begun.</summary>
    public void End(string phase) => _phases[phase] = time.GetElapsedTime(_phaseStarted).TotalSeconds;

    /// <summary>Writes the phases, the whole step and the tokens per second into <paramref name="metrics"/>.</summary>
    public void AddTo(Dictionary<string, double> metrics, long tokens)
    {
        var step = time.GetElapsedTime(_started).TotalSeconds;
        foreach (var (phase, seconds) in _phases)
        {
            metrics[$"timing_s/{phase}"] = seconds;
        }
        metrics["timing_s/step"] = step;
        if (tokens > 0 && step > 0)
        {
            metrics["perf/throughput"] = tokens / step;
        }
    }
}
