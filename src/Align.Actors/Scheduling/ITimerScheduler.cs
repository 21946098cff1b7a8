namespace Align.Actors;

/// <summary>Timers of one actor by key. A new timer takes the place of the old one of its key; no message of a timer that was
/// cancelled, replaced or lost in a restart arrives, even if it was in the mailbox already.</summary>
public interface ITimerScheduler
{
    /// <summary>The keys of the active timers.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends a message to the actor itself at each interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends a message to the actor itself after a delay, and then at each interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends a message to the actor itself once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>True until the timer is cancelled or its single message has arrived.</summary>
    bool IsTimerActive(object key);

    /// <summary>Cancels the timer of a key, if there is one.</summary>
    void Cancel(object key);

    /// <summary>Cancels all timers.</summary>
    void CancelAll();
}
