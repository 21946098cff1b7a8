using System.Text.RegularExpressions;

namespace Align.Training.Configuration.Yaml;

/// <summary>Puts texts in the place of <c>${name}</c> in a document's values.</summary>
internal static partial class References
{
    /// <summary>The node with every reference filled in; problems are added to <paramref name="problems"/>.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Its path.</param>
    /// <param name="texts">What each name stands for.</param>
    /// <param name="problems">Receives names that stand for nothing.</param>
    public static ConfigNode Fill(ConfigNode node, string path, IReadOnlyDictionary<string, string> texts, List<ConfigurationProblem> problems) => node switch
    {
        ScalarNode scalar => scalar with { Value = Fill(scalar, path, texts, problems) },
        SequenceNode list => list with { Items = [.. list.Items.Select((item, index) => Fill(item, KeyPath.Append(path, index), texts, problems))] },
        MappingNode mapping => mapping with { Entries = [.. mapping.Entries.Select(entry => entry with { Value = Fill(entry.Value, KeyPath.Append(path, entry.Key), texts, problems) })] },
        _ => node,
    };

    /// <summary>The names that a document refers to.</summary>
    public static IEnumerable<string> Names(ConfigNode node) => node switch
    {
        ScalarNode scalar => Reference().Matches(scalar.Value).Select(match => match.Groups["name"].Value),
        SequenceNode list => list.Items.SelectMany(Names),
        MappingNode mapping => mapping.Entries.SelectMany(entry => Names(entry.Value)),
        _ => [],
    };

    private static string Fill(ScalarNode scalar, string path, IReadOnlyDictionary<string, string> texts, List<ConfigurationProblem> problems) =>
        Reference().Replace(scalar.Value, match =>
        {
            var name = match.Groups["name"].Value;
            if (texts.TryGetValue(name, out var text))
            {
                return text;
            }
            var allowed = texts.Count == 0 ? "the study shares no runs" : string.Join(", ", texts.Keys.Select(key => $"${{{key}}}"));
            problems.Add(new(scalar.Where, path, $"{match.Value} stands for nothing here", allowed, "name the run under 'shared'"));
            return match.Value;
        });

    [GeneratedRegex(@"\$\{(?<name>[^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
