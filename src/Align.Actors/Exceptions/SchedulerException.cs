namespace Align.Actors;

/// <summary>The scheduler was used after its system terminated.</summary>
/// <param name="message">The message.</param>
public sealed class SchedulerException(string message) : Exception(message);
