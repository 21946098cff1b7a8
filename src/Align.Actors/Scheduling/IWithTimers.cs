namespace Align.Actors;

/// <summary>An actor that has timers; the runtime sets them before the constructor's body, and stops them with the instance.</summary>
public interface IWithTimers
{
    /// <summary>The timers.</summary>
    ITimerScheduler Timers { get; set; }
}
