namespace Align.Actors;

/// <summary>The scheduler's further services.</summary>
public interface IAdvancedScheduler : IActionScheduler;
