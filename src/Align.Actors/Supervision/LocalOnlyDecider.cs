namespace Align.Actors;

/// <summary>A decider made of a function.</summary>
/// <param name="decider">What to do about a failure.</param>
public sealed class LocalOnlyDecider(Func<Exception, Directive> decider) : IDecider
{
    /// <inheritdoc/>
    public Directive Decide(Exception cause) => decider(cause);
}
