namespace Align.Actors.Event;

/// <summary>Publishes log events on the event stream.</summary>
internal sealed class BusLogging(EventStream stream, LogThreshold threshold, string source, Type logClass) : ILoggingAdapter
{
    public bool IsEnabled(LogLevel logLevel) => threshold.Passes(logLevel);

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (!IsEnabled(logLevel))
            return;
        stream.Publish(logLevel switch
        {
            LogLevel.ErrorLevel => new Error(cause, source, logClass, format),
            LogLevel.WarningLevel => new Warning(cause, source, logClass, format),
            LogLevel.InfoLevel => new Info(cause, source, logClass, format),
            _ => new Debug(cause, source, logClass, format),
        });
    }
}
