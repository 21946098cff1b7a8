namespace Align.Training.Supervision;

/// <summary>Watches a run: the terminal, a log, a test.</summary>
public interface IRunObserver
{
    /// <summary>Called in order, one event at a time. Returns promptly: the run waits for it.</summary>
    void OnEvent(RunEvent runEvent);
}
