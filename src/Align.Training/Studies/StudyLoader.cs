using Align.Training.Configuration;
using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;

namespace Align.Training.Studies;

/// <summary>Reads studies: strict, with every problem of the study and of all its cells in one report.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
public sealed class StudyLoader(ComponentCatalog catalog)
{
    /// <summary>The study of a file, every cell of it checked as <c>align plan</c> checks a run.</summary>
    /// <param name="path">The YAML file.</param>
    /// <exception cref="ConfigurationException">The file is missing, or anything in it or in a file that it names is wrong.</exception>
    public Study LoadFile(string path) => LoadText(ConfigFile.Read(path), path);

    /// <summary>The study of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">Its file name, for messages; relative paths in the text start at its folder.</param>
    /// <exception cref="ConfigurationException">As for <see cref="LoadFile"/>.</exception>
    public Study LoadText(string text, string source)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigFile.Root(text, source, "docs/studies.md", problems);
        var folder = Path.GetDirectoryName(Path.GetFullPath(source))!;
        var binder = new RecordBinder(catalog, folder, problems);
        var config = (StudyConfig)binder.Bind(typeof(StudyConfig), root, "")!;
        if (problems.Count == 0)
        {
            problems.AddRange(new StudyChecks(config).Problems()
                .Select(problem => problem with { Where = binder.PlaceOf(problem.Key) is { Length: > 0 } place ? place : source }));
        }
        return problems.Count == 0
            ? new StudyExpansion(config, new StudyPlace(source, folder), catalog).Expand()
            : throw new ConfigurationException(source, problems);
    }
}

/// <summary>Where a study file stands.</summary>
/// <param name="Source">Its path, for messages.</param>
/// <param name="Folder">Its folder in full.</param>
internal sealed record StudyPlace(string Source, string Folder);
