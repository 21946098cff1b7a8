using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Configuration;

/// <summary>Reads run configurations: strict, and with every problem in one report.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
public sealed class RunConfigLoader(ComponentCatalog catalog)
{
    private const long MaxFileLength = 1 << 20;

    /// <summary>The configuration of a file, with <c>--set</c> assignments in effect.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="assignments">Each <c>key.path=value</c>; later ones win.</param>
    /// <exception cref="ConfigurationException">The file is missing or anything in it is wrong.</exception>
    public RunConfig LoadFile(string path, IReadOnlyList<string>? assignments = null)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > MaxFileLength)
            {
                throw Refused(path, "longer than 1 MiB, which no configuration is", "name the YAML file of an experiment");
            }
            return LoadText(File.ReadAllText(path), path, assignments);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, "no such file", "check the path; shipped configurations lie in experiments/");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, $"cannot be read: {exception.Message}", "check the path and its permissions");
        }
    }

    /// <summary>The configuration of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">Its file name, for messages; relative paths in the text start at its folder.</param>
    /// <param name="assignments">Each <c>key.path=value</c>; later ones win.</param>
    /// <exception cref="ConfigurationException">Anything in it is wrong.</exception>
    public RunConfig LoadText(string text, string source, IReadOnlyList<string>? assignments = null)
    {
        var problems = new List<ConfigurationProblem>();
        var root = YamlReader.Read(text, source, withLines: true, problems);
        if (root is not MappingNode mapping)
        {
            if (problems.Count == 0)
            {
                problems.Add(new(source, "", root is null ? "the file is empty" : $"expected a mapping of keys, found {root.Kind}", Remedy: "start from experiments/quickstart.yaml"));
            }
            throw new ConfigurationException(source, problems);
        }
        mapping = Overrides.Apply(mapping, assignments ?? [], problems);
        var binder = new RecordBinder(catalog, Path.GetDirectoryName(Path.GetFullPath(source))!, problems);
        var config = (RunConfig)binder.Bind(typeof(RunConfig), mapping, "")!;
        if (problems.Count == 0)
        {
            problems.AddRange(new RunConfigChecks(catalog, config).Problems()
                .Select(problem => problem with { Where = binder.PlaceOf(problem.Key) is { Length: > 0 } place ? place : source }));
        }
        return problems.Count == 0
            ? config
            : throw new ConfigurationException(source, problems);
    }

    private static ConfigurationException Refused(string path, string problem, string remedy) =>
        new(path, [new(path, "", problem, Remedy: remedy)]);
}
