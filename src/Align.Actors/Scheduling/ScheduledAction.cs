namespace Align.Actors;

/// <summary>One entry of the scheduler: a timer and what it runs.</summary>
internal sealed class ScheduledAction(Action action, ICancelable? cancelable, bool repeats, Action<ScheduledAction> onEnd) : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;
    private bool _ended;

    public void Start(TimeProvider time, TimeSpan delay, TimeSpan? interval)
    {
        var period = interval is { } wanted ? (wanted < Shortest ? Shortest : wanted) : Timeout.InfiniteTimeSpan;
        lock (_gate)
        {
            _timer = time.CreateTimer(_ => Fire(), null, delay, period);
            if (_ended)
                _timer.Dispose();
        }
        _registration = cancelable?.Token.UnsafeRegister(_ => Dispose(), null) ?? default;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _timer?.Dispose();
        }
        onEnd(this);
    }

    private void Fire()
    {
        if (_ended || cancelable?.IsCancellationRequested == true)
            return;
        if (!repeats)
        {
            _registration.Unregister();
            Dispose();
        }
        action();
    }
}
