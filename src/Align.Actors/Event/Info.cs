namespace Align.Actors.Event;

/// <summary>Normal operation.</summary>
/// <param name="cause">The exception behind it; may be null.</param>
/// <param name="logSource">Who logs, usually an actor's path.</param>
/// <param name="logClass">The class that logs.</param>
/// <param name="message">What happened.</param>
public sealed class Info(Exception? cause, string logSource, Type logClass, object message)
    : LogEvent(cause, logSource, logClass, message)
{
    /// <summary>Without an exception.</summary>
    /// <param name="logSource">Who logs, usually an actor's path.</param>
    /// <param name="logClass">The class that logs.</param>
    /// <param name="message">What happened.</param>
    public Info(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
