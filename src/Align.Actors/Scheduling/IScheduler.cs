namespace Align.Actors;

/// <summary>The system's scheduler.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Actions instead of messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
