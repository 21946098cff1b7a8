using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Align.Models;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Planning;
using Align.Training.Configuration.Yaml;

namespace Align.Training.Studies;

/// <summary>From a study's keys to its runs, each checked as <c>align plan</c> checks it.</summary>
/// <param name="study">The study, legal by itself.</param>
/// <param name="place">Where its file stands.</param>
/// <param name="catalog">The components that a configuration can name.</param>
/// <param name="tuning">Whether the runs choose hyper-parameters, and so ask the tuning part of the held-out prompts.</param>
internal sealed class StudyExpansion(StudyConfig study, StudyPlace place, ComponentCatalog catalog, bool tuning = false)
{
    private const int HashDigits = 12;
    private readonly RunConfigLoader _loader = new(catalog);
    private readonly RepeatedProblems _problems = new();
    private readonly List<StudyRun> _runs = [];
    private readonly Dictionary<(string Name, long Seed), (SharedRunPlace Place, ModelConfig Model)> _shared = [];

    /// <summary>The study with its runs.</summary>
    /// <exception cref="ConfigurationException">Something in a run's configuration is wrong; every problem is named once, with the runs that have it.</exception>
    public Study Expand()
    {
        var cells = study.Arms.Keys.SelectMany(arm => Points().Select(point => new StudyCell(arm, [.. point]))).ToArray();
        foreach (var (name, file) in study.Shared)
        {
            AddShared(name, Path.GetFullPath(file, place.Folder));
        }
        var runs = new List<StudyRun>();
        if (!_problems.Any && Read(study.Base) is { } document)
        {
            var documents = cells.Select(cell => (Cell: cell, Document: Lay(document, cell))).ToArray();
            foreach (var seed in study.Seeds)
            {
                runs.AddRange(documents.Select(cell => CellRun(cell.Cell, cell.Document, seed)).OfType<StudyRun>());
            }
        }
        return _problems.Any
            ? throw new ConfigurationException(place.Source, _problems.All(cells.Length * study.Seeds.Count))
            : new Study(study, [.. cells], [.. _runs, .. runs]);
    }

    private IEnumerable<IEnumerable<GridValue>> Points() => study.Grid.Aggregate(
        (IEnumerable<IEnumerable<GridValue>>)[[]],
        (points, axis) => points.SelectMany(point => axis.Value.Select(value => point.Append(new GridValue(axis.Key, LabelOf(axis.Key), value.ToString())))));

    private string LabelOf(string key)
    {
        var last = key[(key.LastIndexOf('.') + 1)..];
        return study.Grid.Keys.Count(other => other == last || other.EndsWith("." + last, StringComparison.Ordinal)) == 1 ? last : key;
    }

    private void AddShared(string name, string file)
    {
        if (Read(file) is not { } document)
        {
            return;
        }
        foreach (var seed in study.Seeds)
        {
            var run = Checked($"{name}, seed {seed}", document, file, seed, (config, hash) =>
            {
                var promised = PromisedPath.Of(name, hash);
                _shared[(name, seed)] = (new SharedRunPlace($"{promised}/checkpoint", promised), config.Model);
                return new StudyRun(_loader, Common(document, seed), file)
                {
                    Name = Text($"{name}, seed {seed}"),
                    Seed = seed,
                    SharedName = name,
                    Folder = Text($"{name}/seed-{seed}.{hash}"),
                    Needs = NeedsOf(document),
                };
            });
            if (run is not null)
            {
                _runs.Add(run);
            }
        }
    }

    private StudyRun? CellRun(StudyCell cell, MappingNode document, long seed) =>
        Checked($"{cell.Text}, seed {seed}", document, study.Base, seed, (_, hash) => new StudyRun(_loader, Common(document, seed), study.Base)
        {
            Name = Text($"{cell.Text}, seed {seed}"),
            Seed = seed,
            Cell = cell,
            Folder = string.Join('/', [cell.Arm, .. cell.Point.Select(value => Legal($"{value.Label}={value.Value}")), Text($"seed-{seed}.{hash}")]),
            Needs = NeedsOf(document),
        });

    private StudyRun? Checked(string name, MappingNode document, string source, long seed, Func<RunConfig, string, StudyRun> create)
    {
        var shared = _shared.Where(run => run.Key.Seed == seed).ToDictionary(run => run.Key.Name, run => run.Value.Place);
        try
        {
            var config = StudyRun.Bind(_loader, Common(document, seed), source, seed, shared);
            var planned = WithModel(config, seed);
            RunPlan.Create(planned, catalog.CreateEnvironment(config.Environment));
            return create(planned, HashOf(config));
        }
        catch (ConfigurationException refused)
        {
            _problems.Add(refused.Problems, name);
        }
        catch (ModelFileException file)
        {
            _problems.Add([new ConfigurationProblem(source, "model", file.Message, Remedy: "check the path and that the file is whole")], name);
        }
        return null;
    }

    // The weights of a shared run do not exist yet; their sizes are those of its own model.
    private RunConfig WithModel(RunConfig config, long seed) =>
        _shared.FirstOrDefault(run => run.Key.Seed == seed && config.Model.Path?.StartsWith(run.Value.Place.Run + "/", StringComparison.Ordinal) == true).Value is { Model: { } model }
            ? config with { Model = model }
            : config;

    private MappingNode? Read(string file)
    {
        var problems = new List<ConfigurationProblem>();
        try
        {
            var root = ConfigFile.Root(ConfigFile.Read(file), file, "experiments/quickstart.yaml", problems);
            _problems.Add(problems, file);
            return problems.Count == 0 ? root : null;
        }
        catch (ConfigurationException refused)
        {
            _problems.Add(refused.Problems, file);
            return null;
        }
    }

    private MappingNode Lay(MappingNode document, StudyCell cell)
    {
        var problems = new List<ConfigurationProblem>();
        var overrides = study.Arms[cell.Arm].Select(change => new Assignment(change.Key, change.Value.Node))
            .Concat(cell.Point.Select(value => new Assignment(value.Key, study.Grid[value.Key].First(candidate => candidate.ToString() == value.Value).Node)));
        var laid = Overrides.Apply(document, overrides, problems);
        _problems.Add(problems, cell.Text);
        return laid;
    }

    private MappingNode Common(MappingNode document, long seed) => Overrides.Apply(
        document,
        [Assignment.Of("seed", seed, place.Source), Assignment.Of("tuning", tuning, place.Source), Assignment.Of("runtime.threads", study.Threads, place.Source)],
        []);

    private string[] NeedsOf(MappingNode document) => [.. References.Names(document).Select(SharedRunPlace.NameIn).Distinct().Where(study.Shared.ContainsKey)];

    // Of the configuration with paths below the study's folder made relative, so that a checkout elsewhere has the same runs.
    private string HashOf(RunConfig config)
    {
        var text = RunConfigWriter.Write(config).Replace(place.Folder + "/", "./", StringComparison.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
    }

    private static string Legal(string text)
    {
        var name = string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || "=.+_-".Contains(letter, StringComparison.Ordinal) ? letter : '_'));
        return name.Length <= 80 ? name : name[..80];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
