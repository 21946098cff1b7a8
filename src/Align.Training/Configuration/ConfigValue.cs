using System.Buffers;
using System.Text;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>A piece of YAML that is not bound to a record yet: what an override puts in a configuration's place.</summary>
/// <remarks>Two values are equal where their YAML is.</remarks>
public sealed class ConfigValue : IEquatable<ConfigValue>
{
    internal ConfigValue(ConfigNode node) => Node = node;

    /// <summary>Where it stands, <c>file:line</c>.</summary>
    public string Where => Node.Where;

    internal ConfigNode Node { get; }

    /// <summary>The value as YAML on one line, as <c>--set</c> takes it.</summary>
    public override string ToString() => Flow(Node);

    /// <inheritdoc/>
    public bool Equals(ConfigValue? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConfigValue);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static string Flow(ConfigNode node) => node switch
    {
        ScalarNode { IsPlain: true, Value: "" } => "null",
        ScalarNode { IsPlain: true } scalar when !NeedsQuotes(scalar.Value) => scalar.Value,
        ScalarNode scalar => Quoted(scalar.Value),
        SequenceNode list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        MappingNode mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{Key(entry.Key)}: {Flow(entry.Value)}"))} }}",
        _ => throw new InvalidOperationException($"{node.Kind} is no YAML node"),
    };

    private static string Key(string key) => NeedsQuotes(key) ? Quoted(key) : key;

    // What a plain scalar may hold in a block, it may not always hold between braces.
    private static bool NeedsQuotes(string text) => text.AsSpan().ContainsAny(s_delimiters);

    private static readonly SearchValues<char> s_delimiters = SearchValues.Create("[]{},:#\n");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' => $"\\u{(int)letter:x4}",
                _ => letter.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
