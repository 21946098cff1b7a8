namespace Align.Actors.Event;

/// <summary>How much a log event matters, in rising order.</summary>
public enum LogLevel
{
    /// <summary>For developers.</summary>
    DebugLevel,

    /// <summary>Normal operation.</summary>
    InfoLevel,

    /// <summary>Something to look at.</summary>
    WarningLevel,

    /// <summary>Something failed.</summary>
    ErrorLevel,
}
