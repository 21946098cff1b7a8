namespace Align.Actors;

/// <summary>A message that every actor understands without a handler of its own.</summary>
public interface IAutoReceivedMessage;
