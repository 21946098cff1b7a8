namespace Align.Actors.Configuration;

/// <summary>A setting is missing, malformed or unknown.</summary>
/// <param name="message">The message.</param>
public sealed class ConfigurationException(string message) : AkkaException(message);
