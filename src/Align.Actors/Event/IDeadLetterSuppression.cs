namespace Align.Actors.Event;

/// <summary>A message whose loss is normal: it becomes a <see cref="SuppressedDeadLetter"/> and no <see cref="DeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
