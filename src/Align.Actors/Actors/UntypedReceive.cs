namespace Align.Actors;

/// <summary>A behaviour that decides itself what is unhandled.</summary>
public delegate void UntypedReceive(object message);
