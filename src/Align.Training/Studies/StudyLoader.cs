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
    /// <param name="tuning">Whether it is to choose hyper-parameters: its arms over <c>tuning_grid</c> with <c>tuning_seeds</c>.</param>
    /// <exception cref="ConfigurationException">The file is missing, or anything in it or in a file that it names is wrong.</exception>
    public Study LoadFile(string path, bool tuning = false) => LoadText(ConfigFile.Read(path), path, tuning);

    /// <summary>The study of a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="source">Its file name, for messages; relative paths in the text start at its folder.</param>
    /// <param name="tuning">As for <see cref="LoadFile"/>.</param>
    /// <exception cref="ConfigurationException">As for <see cref="LoadFile"/>.</exception>
    public Study LoadText(string text, string source, bool tuning = false)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigFile.Root(text, source, "docs/studies.md", problems);
        var folder = Path.GetDirectoryName(Path.GetFullPath(source))!;
        var binder = new RecordBinder(catalog, folder, problems);
        var config = (StudyConfig)binder.Bind(typeof(StudyConfig), root, "")!;
        if (problems.Count == 0)
        {
            problems.AddRange(Problems(config, tuning)
                .Select(problem => problem with { Where = binder.PlaceOf(problem.Key) is { Length: > 0 } place ? place : source }));
        }
        if (problems.Count > 0)
        {
            throw new ConfigurationException(source, problems);
        }
        var study = new StudyExpansion(tuning ? StudyTuning.Of(config) : config, new StudyPlace(source, folder), catalog, tuning).Expand();
        return tuning ? study with { ReportedSeeds = config.Seeds } : study;
    }

    private static IEnumerable<ConfigurationProblem> Problems(StudyConfig config, bool tuning)
    {
        ConfigurationProblem[] problems = [.. new StudyChecks(config).Problems(), .. tuning ? StudyTuning.Missing(config) : []];
        return tuning && problems.Length == 0 ? new StudyChecks(StudyTuning.Of(config)).Problems() : problems;
    }
}

/// <summary>Where a study file stands.</summary>
/// <param name="Source">Its path, for messages.</param>
/// <param name="Folder">Its folder in full.</param>
internal sealed record StudyPlace(string Source, string Folder);
