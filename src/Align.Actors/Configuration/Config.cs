using System.Globalization;

namespace Align.Actors.Configuration;

/// <summary>Settings by dotted path, written as HOCON text: <c>akka.loglevel = OFF</c>.</summary>
/// <remarks>The subset that settings need: nested objects, dotted and quoted keys, scalars, lists, comments; no includes and no substitutions.</remarks>
public sealed class Config
{
    private readonly IReadOnlyDictionary<string, string> _values;

    internal Config(IReadOnlyDictionary<string, string> values) => _values = values;

    /// <summary>No settings at all.</summary>
    public static Config Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>Parses HOCON text.</summary>
    /// <param name="str">The text.</param>
    /// <exception cref="ConfigurationException">The text is malformed.</exception>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>True when there is a value at the path.</summary>
    public bool HasPath(string path) => _values.ContainsKey(path) || _values.Keys.Any(k => k.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>The text at a path.</summary>
    public string GetString(string path, string @default = null!) => _values.GetValueOrDefault(path, @default);

    /// <summary>The whole number at a path.</summary>
    /// <exception cref="ConfigurationException">The value is not a whole number.</exception>
    public int GetInt(string path, int @default = 0)
    {
        if (!_values.TryGetValue(path, out var text))
            return @default;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new ConfigurationException($"{path} is [{text}]; it must be a whole number.");
    }

    /// <summary>The switch at a path: on, true, yes; off, false, no.</summary>
    /// <exception cref="ConfigurationException">The value is none of these.</exception>
    public bool GetBoolean(string path, bool @default = false)
    {
        if (!_values.TryGetValue(path, out var text))
            return @default;
        return text switch
        {
            "on" or "true" or "yes" => true,
            "off" or "false" or "no" => false,
            _ => throw new ConfigurationException($"{path} is [{text}]; it must be on or off."),
        };
    }

    /// <summary>The duration at a path, for example <c>5s</c> or <c>250 ms</c>; a bare number is milliseconds.</summary>
    /// <param name="path">The dotted path.</param>
    /// <param name="default">The value where there is none.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is allowed.</param>
    /// <exception cref="ConfigurationException">The value is not a duration.</exception>
    public TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true)
    {
        if (!_values.TryGetValue(path, out var text))
            return @default ?? TimeSpan.Zero;
        if (allowInfinite && text is "infinite")
            return Timeout.InfiniteTimeSpan;
        return Duration.TryParse(text, out var value)
            ? value
            : throw new ConfigurationException($"{path} is [{text}]; it must be a duration such as 5s, 250ms or 2m.");
    }

    /// <summary>These settings, completed by others where they say nothing.</summary>
    public Config WithFallback(Config fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        var merged = new Dictionary<string, string>(fallback._values);
        foreach (var (path, value) in _values)
            merged[path] = value;
        return new Config(merged);
    }
}
