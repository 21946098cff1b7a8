using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>Reads run configurations: strict, and with every problem in one report.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
public sealed class RunConfigLoader(ComponentCatalog catalog)
{
    /// <summary>The configuration of a file, with <c>--set</c> assignments in effect.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="assignments">Each <c>key.path=value</c>; later ones win.</param>
    /// <exception cref="ConfigurationException">The file is missing or anything in it is wrong.</exception>
    public RunConfig LoadFile(string path, IReadOnlyList<string>? assignments = null) =>
        LoadText(ConfigFile.Read(path), path, assignments);

    /// <summary>The configuration of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">Its file name, for messages; relative paths in the text start at its folder.</param>
    /// <param name="assignments">Each <c>key.path=value</c>; later ones win.</param>
    /// <exception cref="ConfigurationException">Anything in it is wrong.</exception>
    public RunConfig LoadText(string text, string source, IReadOnlyList<string>? assignments = null)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigFile.Root(text, source, "experiments/quickstart.yaml", problems);
        return Bind(Overrides.Apply(root, Overrides.Parse(assignments ?? [], problems), problems), source, problems);
    }

    /// <summary>One reward, as <see cref="RunConfigWriter.WriteReward"/> writes it.</summary>
    /// <exception cref="ConfigurationException">Anything in it is wrong.</exception>
    public RewardConfig LoadReward(string text)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigFile.Root(text, "reward", "a run's own configuration", problems);
        var reward = new RecordBinder(catalog, Environment.CurrentDirectory, problems).Bind(typeof(RewardConfig), root, "");
        return problems.Count == 0 ? (RewardConfig)reward! : throw new ConfigurationException("reward", problems);
    }

    /// <summary>The configuration of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="source">Its file name, as for <see cref="LoadText"/>.</param>
    /// <param name="problems">What is wrong with it already.</param>
    /// <exception cref="ConfigurationException">Anything is wrong.</exception>
    internal RunConfig Bind(MappingNode root, string source, List<ConfigurationProblem> problems)
    {
        var binder = new RecordBinder(catalog, Path.GetDirectoryName(Path.GetFullPath(source))!, problems);
        var config = (RunConfig)binder.Bind(typeof(RunConfig), root, "")!;
        if (problems.Count == 0)
        {
            problems.AddRange(new RunConfigChecks(catalog, config).Problems()
                .Where(problem => !PromisedPath.IsNamedIn(problem))
                .Select(problem => problem with { Where = binder.PlaceOf(problem.Key) is { Length: > 0 } place ? place : source }));
        }
        return problems.Count == 0
            ? config
            : throw new ConfigurationException(source, problems);
    }
}
