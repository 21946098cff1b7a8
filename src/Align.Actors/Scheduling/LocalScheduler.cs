using System.Collections.Concurrent;

namespace Align.Actors;

/// <summary>Schedules on the timers of a <see cref="TimeProvider"/>.</summary>
internal sealed class LocalScheduler(TimeProvider time) : IScheduler, IAdvancedScheduler, IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private readonly ConcurrentDictionary<ScheduledAction, byte> _pending = new();
    private volatile bool _disposed;

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => time.GetUtcNow();

    public TimeSpan MonotonicClock => time.GetElapsedTime(_start);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        ScheduleOnce(delay, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        ScheduleRepeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Add(initialDelay, interval, action, cancelable);
    }

    /// <summary>Calls everything off.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (var scheduled in _pending.Keys)
            scheduled.Dispose();
        _pending.Clear();
    }

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (_disposed)
            throw new SchedulerException("Cannot enqueue after timer shutdown");
        if (cancelable?.IsCancellationRequested == true)
            return;
        var scheduled = new ScheduledAction(action, cancelable, interval is not null, done => _pending.TryRemove(done, out _));
        _pending.TryAdd(scheduled, 0);
        scheduled.Start(time, delay, interval);
        if (_disposed)
            scheduled.Dispose();
    }
}
