using System.Globalization;

namespace Align.Training.Configuration.Yaml;

/// <summary>Lays <c>--set a.b=c</c> over a document.</summary>
internal static class Overrides
{
    /// <summary>How places from the command line read.</summary>
    public const string Where = "--set";

    /// <summary>The document with the assignments in effect; problems are added to <paramref name="problems"/>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="assignments">Each <c>path=value</c>; the value is YAML, and list items are named by index.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static MappingNode Apply(MappingNode root, IReadOnlyList<string> assignments, List<ConfigurationProblem> problems)
    {
        foreach (var assignment in assignments)
        {
            var separator = assignment.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0)
            {
                problems.Add(new(Where, "", $"'{assignment}' assigns nothing", "key=value, such as stages.1.learning_rate=3e-4"));
                continue;
            }
            var path = assignment[..separator].Trim();
            if (YamlReader.Read(assignment[(separator + 1)..], Where, withLines: false, problems) is not { } value)
            {
                value = new ScalarNode(Where, "", IsPlain: true);
            }
            root = (MappingNode)Assign(root, path, 0, value, problems);
        }
        return root;
    }

    private static ConfigNode Assign(ConfigNode node, string path, int depth, ConfigNode value, List<ConfigurationProblem> problems)
    {
        var parts = path.Split('.');
        if (depth == parts.Length)
        {
            return value;
        }
        return node switch
        {
            MappingNode mapping => AssignKey(mapping, parts[depth], child => Assign(child, path, depth + 1, value, problems)),
            SequenceNode sequence => AssignItem(sequence, parts[depth], path, child => Assign(child, path, depth + 1, value, problems), problems),
            _ => Refuse(node, path, $"'{string.Join('.', parts.Take(depth))}' is {node.Kind} and has no key '{parts[depth]}'", problems),
        };
    }

    private static MappingNode AssignKey(MappingNode mapping, string key, Func<ConfigNode, ConfigNode> assign)
    {
        var entry = mapping.Find(key);
        var value = assign(entry?.Value is null or ScalarNode { IsNull: true } ? new MappingNode(Where, []) : entry.Value);
        var where = value.Where == Where ? Where : entry?.Where ?? Where;
        var changed = new MappingEntry(key, where, value);
        return mapping with
        {
            Entries = entry is null
                ? [.. mapping.Entries, changed]
                : [.. mapping.Entries.Select(other => other == entry ? changed : other)],
        };
    }

    private static SequenceNode AssignItem(SequenceNode sequence, string part, string path, Func<ConfigNode, ConfigNode> assign, List<ConfigurationProblem> problems)
    {
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= sequence.Items.Count)
        {
            var allowed = sequence.Items.Count == 0 ? "the list is empty" : $"0..{sequence.Items.Count - 1}";
            problems.Add(new(Where, path, $"'{part}' is no index of the list", allowed));
            return sequence;
        }
        return sequence with { Items = [.. sequence.Items.Select((item, i) => i == index ? assign(item) : item)] };
    }

    private static ConfigNode Refuse(ConfigNode node, string path, string problem, List<ConfigurationProblem> problems)
    {
        problems.Add(new(Where, path, problem));
        return node;
    }
}
