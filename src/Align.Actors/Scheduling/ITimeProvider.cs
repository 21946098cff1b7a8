namespace Align.Actors;

/// <summary>The scheduler's clock.</summary>
public interface ITimeProvider
{
    /// <summary>The wall clock, in UTC.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Time since an arbitrary start; it never goes back.</summary>
    TimeSpan MonotonicClock { get; }
}
