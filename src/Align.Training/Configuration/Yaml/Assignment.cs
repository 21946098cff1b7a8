using System.Globalization;

namespace Align.Training.Configuration.Yaml;

/// <summary>A value to put at a key's place in a document.</summary>
/// <param name="Path">The key's full path; list items are named by index.</param>
/// <param name="Value">The value.</param>
internal sealed record Assignment(string Path, ConfigNode Value)
{
    /// <summary>The assignment of a whole number.</summary>
    public static Assignment Of(string path, long value, string where) =>
        new(path, new ScalarNode(where, value.ToString(CultureInfo.InvariantCulture), IsPlain: true));

    /// <summary>The assignment of a truth value.</summary>
    public static Assignment Of(string path, bool value, string where) =>
        new(path, new ScalarNode(where, value ? "true" : "false", IsPlain: true));
}
