namespace Align.Actors;

/// <summary>The receive timeout of a cell: a tick that counts only if no message came since it was armed.</summary>
internal sealed class IdleTimer(ActorCell cell)
{
    private ITimer? _timer;
    private long _generation;
    private bool _armed;

    public TimeSpan? Duration { get; private set; }

    public void Set(TimeSpan? duration)
    {
        if (duration is { } limit)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(duration));
        Disarm();
        Duration = duration;
    }

    public void Disarm()
    {
        if (Duration is null)
            return;
        _generation++;
        _armed = false;
    }

    public void Arm()
    {
        if (Duration is not { } duration || _armed)
            return;
        _armed = true;
        _timer?.Dispose();
        var tick = new Tick(_generation);
        _timer = cell.System.Time.CreateTimer(
            _ => cell.Post(new Envelope(tick, cell.Self)), null, duration, Timeout.InfiniteTimeSpan);
    }

    public bool Accepts(Tick tick) => _armed && tick.Generation == _generation;

    public void Stop()
    {
        Set(null);
        _timer?.Dispose();
    }

    internal sealed record Tick(long Generation) : INotInfluenceReceiveTimeout, Event.IDeadLetterSuppression;
}
