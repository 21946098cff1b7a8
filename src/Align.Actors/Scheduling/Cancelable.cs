namespace Align.Actors;

/// <summary>Calls scheduled work off.</summary>
/// <param name="scheduler">The scheduler that it is for.</param>
public sealed class Cancelable(IScheduler scheduler) : ICancelable, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <inheritdoc/>
    public bool IsCancellationRequested => _source.IsCancellationRequested;

    /// <inheritdoc/>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Cancel() => _source.Cancel();

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay) => scheduler.Advanced.ScheduleOnce(delay, Cancel);

    /// <summary>Releases the token.</summary>
    public void Dispose() => _source.Dispose();
}
