using Align.Actors.Configuration;

namespace Align.Actors.Event;

/// <summary>The setting <c>akka.loglevel</c>: OFF, ERROR, WARNING, INFO (default) or DEBUG.</summary>
internal sealed record LogThreshold(LogLevel? Lowest)
{
    public bool Passes(LogLevel level) => level >= Lowest;

    public static LogThreshold From(Config config)
    {
        var text = config.GetString("akka.loglevel", "INFO");
        return text.ToUpperInvariant() switch
        {
            "OFF" => new LogThreshold((LogLevel?)null),
            "ERROR" => new LogThreshold(LogLevel.ErrorLevel),
            "WARNING" => new LogThreshold(LogLevel.WarningLevel),
            "INFO" => new LogThreshold(LogLevel.InfoLevel),
            "DEBUG" => new LogThreshold(LogLevel.DebugLevel),
            _ => throw new ConfigurationException($"akka.loglevel is [{text}]; it must be OFF, ERROR, WARNING, INFO or DEBUG."),
        };
    }
}
