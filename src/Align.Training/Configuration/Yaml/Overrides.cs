using System.Globalization;

namespace Align.Training.Configuration.Yaml;

/// <summary>Lays values over a document, such as those of <c>--set a.b=c</c>.</summary>
internal static class Overrides
{
    /// <summary>How places from the command line read.</summary>
    public const string Where = "--set";

    /// <summary>The assignments of a command line; problems are added to <paramref name="problems"/>.</summary>
    /// <param name="assignments">Each <c>path=value</c>; the value is YAML, and list items are named by index.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static IEnumerable<Assignment> Parse(IReadOnlyList<string> assignments, List<ConfigurationProblem> problems)
    {
        foreach (var assignment in assignments)
        {
            var separator = assignment.IndexOf('=', StringComparison.Ordinal);
            if (separator <= 0)
            {
                problems.Add(new(Where, "", $"'{assignment}' assigns nothing", "key=value, such as stages.1.learning_rate=3e-4"));
                continue;
            }
            var value = YamlReader.Read(assignment[(separator + 1)..], Where, withLines: false, problems);
            yield return new(assignment[..separator].Trim(), value ?? new ScalarNode(Where, "", IsPlain: true));
        }
    }

    /// <summary>The document with the assignments in effect; problems are added to <paramref name="problems"/>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="assignments">Later ones win.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static MappingNode Apply(MappingNode root, IEnumerable<Assignment> assignments, List<ConfigurationProblem> problems) =>
        assignments.Aggregate(root, (document, assignment) => (MappingNode)Assign(document, assignment.Path, 0, assignment.Value, problems));

    private static ConfigNode Assign(ConfigNode node, string path, int depth, ConfigNode value, List<ConfigurationProblem> problems)
    {
        var parts = path.Split('.');
        if (depth == parts.Length)
        {
            return value;
        }
        return node switch
        {
            MappingNode mapping => AssignKey(mapping, parts[depth], value.Where, child => Assign(child, path, depth + 1, value, problems)),
            SequenceNode sequence => AssignItem(sequence, parts[depth], value.Where, path, child => Assign(child, path, depth + 1, value, problems), problems),
            _ => Refuse(node, value.Where, path, $"'{string.Join('.', parts.Take(depth))}' is {node.Kind} and has no key '{parts[depth]}'", problems),
        };
    }

    private static MappingNode AssignKey(MappingNode mapping, string key, string place, Func<ConfigNode, ConfigNode> assign)
    {
        var entry = mapping.Find(key);
        var value = assign(entry?.Value is null or ScalarNode { IsNull: true } ? new MappingNode(place, []) : entry.Value);
        var where = value.Where == place ? place : entry?.Where ?? place;
        var changed = new MappingEntry(key, where, value);
        return mapping with
        {
            Entries = entry is null
                ? [.. mapping.Entries, changed]
                : [.. mapping.Entries.Select(other => other == entry ? changed : other)],
        };
    }

    private static SequenceNode AssignItem(SequenceNode sequence, string part, string place, string path, Func<ConfigNode, ConfigNode> assign, List<ConfigurationProblem> problems)
    {
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= sequence.Items.Count)
        {
            var allowed = sequence.Items.Count == 0 ? "the list is empty" : $"0..{sequence.Items.Count - 1}";
            problems.Add(new(place, path, $"'{part}' is no index of the list", allowed));
            return sequence;
        }
        return sequence with { Items = [.. sequence.Items.Select((item, i) => i == index ? assign(item) : item)] };
    }

    private static ConfigNode Refuse(ConfigNode node, string place, string path, string problem, List<ConfigurationProblem> problems)
    {
        problems.Add(new(place, path, problem));
        return node;
    }
}
