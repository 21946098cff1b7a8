using System.Globalization;

namespace Align.Actors.Event;

/// <summary>Something worth a line in the log; it travels on the event stream.</summary>
public abstract class LogEvent
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
        Timestamp = TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The exception behind the event; may be null.</summary>
    public Exception Cause { get; }

    /// <summary>Who logs, usually an actor's path.</summary>
    public string LogSource { get; }

    /// <summary>The class that logs.</summary>
    public Type LogClass { get; }

    /// <summary>What happened.</summary>
    public object Message { get; }

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; }

    /// <summary>How much it matters.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var level = LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant();
        var cause = Cause is null ? "" : Environment.NewLine + "Cause: " + Cause;
        return string.Create(CultureInfo.InvariantCulture, $"[{level}][{Timestamp:O}][{LogSource}] {Message}{cause}");
    }
}
