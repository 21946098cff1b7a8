namespace Align.Training.Supervision;

/// <summary>Tells the supervisor to start, or to go on where a checkpoint left off.</summary>
internal sealed record StartRun(RunProgress Progress);

/// <summary>Tells the supervisor to finish or drop the step in hand, save, and end.</summary>
internal sealed record StopRun;

/// <summary>Something failed that no retry can mend.</summary>
internal sealed record RunFailed(Exception Reason);

/// <summary>How a run ended.</summary>
/// <param name="Progress">Where it stands; what the last checkpoint holds.</param>
/// <param name="Completed">Whether all stages are done; else it was told to stop.</param>
internal sealed record RunEnded(RunProgress Progress, bool Completed);
