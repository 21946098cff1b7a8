using System.Globalization;

namespace Align.Actors.Event;

/// <summary>Log lines by level. A line with arguments is a composite format as in <see cref="string.Format(string, object[])"/>.</summary>
public static class LoggingExtensions
{
    /// <summary>Logs at level debug.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params object[] args) =>
        Write(log, LogLevel.DebugLevel, null, format, args);

    /// <summary>Logs at level debug, with an exception.</summary>
    public static void Debug(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.DebugLevel, cause, format, args);

    /// <summary>Logs at level info.</summary>
    public static void Info(this ILoggingAdapter log, string format, params object[] args) =>
        Write(log, LogLevel.InfoLevel, null, format, args);

    /// <summary>Logs at level info, with an exception.</summary>
    public static void Info(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.InfoLevel, cause, format, args);

    /// <summary>Logs at level warning.</summary>
    public static void Warning(this ILoggingAdapter log, string format, params object[] args) =>
        Write(log, LogLevel.WarningLevel, null, format, args);

    /// <summary>Logs at level warning, with an exception.</summary>
    public static void Warning(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.WarningLevel, cause, format, args);

    /// <summary>Logs at level error.</summary>
    public static void Error(this ILoggingAdapter log, string format, params object[] args) =>
        Write(log, LogLevel.ErrorLevel, null, format, args);

    /// <summary>Logs at level error, with an exception.</summary>
    public static void Error(this ILoggingAdapter log, Exception cause, string format, params object[] args) =>
        Write(log, LogLevel.ErrorLevel, cause, format, args);

    private static void Write(ILoggingAdapter log, LogLevel level, Exception? cause, string format, object[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
    }
}
