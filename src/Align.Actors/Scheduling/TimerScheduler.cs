namespace Align.Actors;

/// <summary>The timers of one incarnation of an actor.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, ActiveTimer> _timers = [];

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval)
    {
        var message = Replace(key, msg);
        Add(message, repeats: true, cell.System.Scheduler.ScheduleTellRepeatedlyCancelable(initialDelay, interval, cell.Self, message, null));
    }

    public void StartSingleTimer(object key, object msg, TimeSpan timeout)
    {
        var message = Replace(key, msg);
        Add(message, repeats: false, cell.System.Scheduler.ScheduleTellOnceCancelable(timeout, cell.Self, message, null));
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Schedule.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Schedule.Cancel();
        _timers.Clear();
    }

    /// <summary>True for a message of a timer that is still active.</summary>
    public bool TryAccept(TimerMessage message)
    {
        if (!_timers.TryGetValue(message.Key, out var timer) || !ReferenceEquals(timer.Message, message))
            return false;
        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return true;
    }

    private TimerMessage Replace(object key, object msg)
    {
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        return new TimerMessage(key, msg);
    }

    private void Add(TimerMessage message, bool repeats, ICancelable schedule) =>
        _timers[message.Key] = new ActiveTimer(message, repeats, schedule);

    private sealed record ActiveTimer(TimerMessage Message, bool Repeats, ICancelable Schedule);
}
