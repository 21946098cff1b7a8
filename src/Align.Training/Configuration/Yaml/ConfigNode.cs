namespace Align.Training.Configuration.Yaml;

/// <summary>A piece of a configuration file, with its place.</summary>
/// <param name="Where">The place in words: <c>file:line</c>, or <c>--set</c>.</param>
internal abstract record ConfigNode(string Where)
{
    /// <summary>What the node is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Where">The place.</param>
/// <param name="Value">The text, without quotes.</param>
/// <param name="IsPlain">Whether it stood without quotes, so that it may be a number, a boolean or null.</param>
internal sealed record ScalarNode(string Where, string Value, bool IsPlain) : ConfigNode(Where)
{
    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNull ? "null" : $"'{Shorten(Value)}'";

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}

/// <summary>A list.</summary>
internal sealed record SequenceNode(string Where, IReadOnlyList<ConfigNode> Items) : ConfigNode(Where)
{
    public override string Kind => "a list";
}

/// <summary>A mapping; its keys are unique.</summary>
internal sealed record MappingNode(string Where, IReadOnlyList<MappingEntry> Entries) : ConfigNode(Where)
{
    public override string Kind => "a mapping";

    public MappingEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Where">The key's place.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, string Where, ConfigNode Value);
