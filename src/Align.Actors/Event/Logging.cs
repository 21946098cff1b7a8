namespace Align.Actors.Event;

/// <summary>Where loggers come from.</summary>
public static class Logging
{
    /// <summary>A logger that names the actor.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Create(context.System, context.Self.Path.ToString(), typeof(ActorBase));
    }

    /// <summary>A logger that names a source.</summary>
    /// <param name="system">Whose event stream it writes to.</param>
    /// <param name="logSourceObj">The source's name, its type, or an object of the type.</param>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(logSourceObj);
        var type = logSourceObj as Type ?? logSourceObj.GetType();
        return Create(system, logSourceObj as string ?? type.Name, type);
    }

    internal static ILoggingAdapter Create(ActorSystem system, string source, Type logClass) =>
        new BusLogging(system.EventStream, system.LogThreshold, source, logClass);
}
