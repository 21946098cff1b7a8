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
        Load<EnvironmentConfig>("environment", name, assignments, folder);

    /// <summary>The reward's configuration.</summary>
    /// <inheritdoc cref="Environment"/>
    public RewardConfig Reward(string name, IReadOnlyList<string> assignments, string folder) =>
        Load<RewardConfig>("reward", name, assignments, folder);

    private TConfig Load<TConfig>(string kind, string name, IReadOnlyList<string> assignments, string folder)
        where TConfig : class
    {
        var problems = new List<ConfigurationProblem>();
        var named = new MappingEntry("name", Overrides.Where, new ScalarNode(Overrides.Where, name, IsPlain: true));
        var root = Overrides.Apply(new MappingNode(Overrides.Where, [named]), Overrides.Parse(assignments, problems), problems);
        var config = (TConfig?)new RecordBinder(catalog, folder, problems).Bind(typeof(TConfig), root, "");
        return config is not null && problems.Count == 0 ? config : throw new ConfigurationException($"{kind} '{name}'", problems);
    }
}
