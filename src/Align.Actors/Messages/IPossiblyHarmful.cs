namespace Align.Actors;

/// <summary>A message that can stop or disturb its receiver.</summary>
public interface IPossiblyHarmful;
