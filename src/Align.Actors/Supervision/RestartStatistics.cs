namespace Align.Actors;

/// <summary>How often a child was restarted: in all, or within the window that its first restart opened.</summary>
internal sealed class RestartStatistics(LocalActorRef child, TimeProvider time)
{
    private int _restarts;
    private long? _windowOpened;

    public LocalActorRef Child { get; } = child;

    /// <summary>Counts one more restart if the strategy allows it.</summary>
    /// <param name="maxRetries">Restarts allowed; 0 for none, negative for no limit (1 where there is a window).</param>
    /// <param name="withinMilliseconds">The window; 0 or less for the child's whole life.</param>
    public bool RequestRestart(int maxRetries, int withinMilliseconds)
    {
        if (maxRetries == 0)
            return false;
        if (withinMilliseconds > 0)
            return RequestWithinWindow(maxRetries > 0 ? maxRetries : 1, withinMilliseconds);
        return maxRetries < 0 || ++_restarts <= maxRetries;
    }

    private bool RequestWithinWindow(int maxRetries, int withinMilliseconds)
    {
        var now = time.GetTimestamp();
        _windowOpened ??= now;
        if (time.GetElapsedTime(_windowOpened.Value, now).TotalMilliseconds > withinMilliseconds)
        {
            _windowOpened = now;
            _restarts = 0;
        }
        return ++_restarts <= maxRetries;
    }
}
