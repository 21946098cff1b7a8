using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>Reads the configuration of one environment or reward from a command line, by the rules of a file.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
public sealed class PartConfigLoader(ComponentCatalog catalog)
{
    /// <summary>The environment's configuration.</summary>
    /// <param name="name">Its registered name.</param>
    /// <param name="assignments">Each <c>key=value</c>; the value is YAML, and later ones win.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <exception cref="ConfigurationException">The name is not registered, or anything in the assignments is wrong.</exception>
    public EnvironmentConfig Environment(string name, IReadOnlyList<string> assignments, string folder) =>
        Load<EnvironmentConfig>("environment", name, [Entry("name", Text(name))], assignments, folder);

    /// <summary>The reward's configuration.</summary>
    /// <param name="target">Its registered name, or one of yours: a C# file, an assembly, or a program that speaks JSON lines (one in Python by its .py file).</param>
    /// <param name="assignments">Each <c>key=value</c>; the value is YAML, and later ones win.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <returns>With isolation, where the reward runs what a policy has written.</returns>
    /// <exception cref="ConfigurationException">The name is not registered and names no file, or anything in the assignments is wrong.</exception>
    public RewardConfig Reward(string target, IReadOnlyList<string> assignments, string folder)
    {
        var config = Load<RewardConfig>("reward", target, Target(target), assignments, folder);
        return config.NeedsIsolation ? config with { Isolation = RewardIsolation.Process } : config;
    }

    private TConfig Load<TConfig>(string kind, string name, MappingEntry[] part, IReadOnlyList<string> assignments, string folder)
        where TConfig : class
    {
        var problems = new List<ConfigurationProblem>();
        var root = Overrides.Apply(new MappingNode(Overrides.Where, part), Overrides.Parse(assignments, problems), problems);
        var config = (TConfig?)new RecordBinder(catalog, folder, problems).Bind(typeof(TConfig), root, "");
        return config is not null && problems.Count == 0 ? config : throw new ConfigurationException($"{kind} '{name}'", problems);
    }

    private static MappingEntry[] Target(string target) => Path.GetExtension(target) switch
    {
        ".cs" => [Entry("file", Text(target))],
        ".dll" => [Entry("assembly", Text(target))],
        ".py" => [Entry("command", new SequenceNode(Overrides.Where, [Text("python3"), Text(target)]))],
        _ when File.Exists(target) => [Entry("command", new SequenceNode(Overrides.Where, [Text(Path.GetFullPath(target))]))],
        _ => [Entry("name", Text(target))],
    };

    private static MappingEntry Entry(string key, ConfigNode value) => new(key, Overrides.Where, value);

    private static ScalarNode Text(string text) => new(Overrides.Where, text, IsPlain: true);
}
