namespace Align.Actors;

/// <summary>Calling off what may not have been scheduled.</summary>
public static class CancelableExtensions
{
    /// <summary>Calls it off unless it is null.</summary>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
