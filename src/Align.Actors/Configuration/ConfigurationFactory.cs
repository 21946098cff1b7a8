namespace Align.Actors.Configuration;

/// <summary>Makes settings from text.</summary>
public static class ConfigurationFactory
{
    /// <summary>No settings at all.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON text.</summary>
    /// <param name="hocon">The text.</param>
    /// <exception cref="ConfigurationException">The text is malformed.</exception>
    public static Config ParseString(string hocon)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return new Config(new HoconReader(hocon).Read());
    }
}
