namespace Align.Actors;

/// <summary>Chooses a directive for a failure.</summary>
public interface IDecider
{
    /// <summary>What to do about the failure.</summary>
    Directive Decide(Exception cause);
}
