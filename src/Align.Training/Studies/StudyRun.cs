using System.Globalization;
using Align.Training.Configuration;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Studies;

/// <summary>One run of a study: a shared one, or a cell with a seed.</summary>
public sealed class StudyRun
{
    private readonly RunConfigLoader _loader;
    private readonly MappingNode _document;
    private readonly string _source;

    internal StudyRun(RunConfigLoader loader, MappingNode document, string source) => (_loader, _document, _source) = (loader, document, source);

    /// <summary>The run in words, such as <c>dpo, max_steps=100, seed 1</c>; unique in the study.</summary>
    public required string Name { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The cell that it belongs to; <see langword="null"/> for a shared run.</summary>
    public StudyCell? Cell { get; init; }

    /// <summary>The name under <c>shared</c>; <see langword="null"/> for a cell's run.</summary>
    public string? SharedName { get; init; }

    /// <summary>Its directory below that of the study's runs. It ends with a hash of the resolved configuration: another configuration is another directory.</summary>
    public required string Folder { get; init; }

    /// <summary>The shared runs of the same seed that must be over before it, by their names under <c>shared</c>.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The run's configuration.</summary>
    /// <param name="shared">Where each of <see cref="Needs"/> lies.</param>
    /// <exception cref="ConfigurationException">One is missing.</exception>
    public RunConfig Resolve(IReadOnlyDictionary<string, SharedRunPlace> shared) => Bind(_loader, _document, _source, Seed, shared);

    internal static RunConfig Bind(RunConfigLoader loader, MappingNode document, string source, long seed, IReadOnlyDictionary<string, SharedRunPlace> shared)
    {
        var problems = new List<ConfigurationProblem>();
        var known = new Dictionary<string, string>(shared.SelectMany(run => run.Value.Texts(run.Key)))
        {
            [SeedReference] = seed.ToString(CultureInfo.InvariantCulture),
        };
        return loader.Bind((MappingNode)References.Fill(document, "", known, problems), source, problems);
    }

    internal const string SeedReference = "seed";
}
