namespace Align.Actors.Event;

/// <summary>Writes log events for one source.</summary>
public interface ILoggingAdapter
{
    /// <summary>True when events of the level are published.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Publishes an event.</summary>
    /// <param name="logLevel">How much it matters.</param>
    /// <param name="cause">The exception behind it; may be null.</param>
    /// <param name="format">What happened.</param>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
