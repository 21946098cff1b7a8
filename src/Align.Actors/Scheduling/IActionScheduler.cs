namespace Align.Actors;

/// <summary>Runs actions later, on the thread pool and outside of every actor.</summary>
public interface IActionScheduler
{
    /// <summary>Runs an action once, after a delay.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs an action once, after a delay, unless it is called off.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs an action again and again.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Runs an action again and again until it is called off.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}
