using System.Text.RegularExpressions;
using Align.Training.Configuration;
using Align.Training.Configuration.Yaml;
using Align.Training.Metrics;

namespace Align.Training.Studies;

/// <summary>The rules between the keys of a study; places are left empty.</summary>
internal sealed partial class StudyChecks(StudyConfig study)
{
    private const int MostRuns = 10_000;
    private const string NameRule = "letters, digits, '.', '+', '-' and '_', at most 60 characters, a letter or digit first";

    /// <summary>Everything that contradicts.</summary>
    public IEnumerable<ConfigurationProblem> Problems() =>
        [.. Seeds(), .. TuningSeeds(), .. TuneBy(), .. Names(), .. Grid("grid", study.Grid), .. Grid("tuning_grid", study.TuningGrid), .. Size(), .. Metrics(), .. At(), .. Plots(), .. Compare()];

    private IEnumerable<ConfigurationProblem> Seeds()
    {
        if (study.Seeds.Distinct().Count() != study.Seeds.Count)
        {
            yield return Problem("seeds", "a seed stands twice", "keep one of each; the same run twice is no second observation");
        }
        if (study.Seeds.Any(seed => seed < 0))
        {
            yield return Problem("seeds", "a seed is below 0", "seeds are 0 or above");
        }
    }

    private IEnumerable<ConfigurationProblem> TuningSeeds()
    {
        if (study.TuningSeeds.Intersect(study.Seeds).ToArray() is { Length: > 0 } both)
        {
            yield return Problem("tuning_seeds", $"{string.Join(", ", both)} also among seeds: what was chosen on a seed is flattered by it", "report on other seeds");
        }
        if (study.TuningSeeds.Distinct().Count() != study.TuningSeeds.Count || study.TuningSeeds.Any(seed => seed < 0))
        {
            yield return Problem("tuning_seeds", "a seed stands twice or is below 0", "seeds are 0 or above, each once");
        }
    }

    private IEnumerable<ConfigurationProblem> TuneBy() => study.TuneBy switch
    {
        null => [],
        { } name when study.Metrics.TryGetValue(name, out var column) && column.Direction is null =>
            [Problem("tune_by", $"'{name}' has no direction, so that none of its values is the better", $"give metrics.{name} a direction")],
        { } name => Column(name, "tune_by"),
    };

    private IEnumerable<ConfigurationProblem> Names() =>
    [
        .. from arm in study.Arms.Keys where !ArmName().IsMatch(arm) select Problem($"arms.{arm}", "not a legal name of an arm", NameRule),
        .. from shared in study.Shared.Keys
           where !SharedName().IsMatch(shared) || shared == StudyRun.SeedReference
           select Problem($"shared.{shared}", "not a legal name of a shared run", $"lower-case letters, digits and '_', a letter first, and not '{StudyRun.SeedReference}'"),
        .. from column in study.Metrics.Keys
           where !ColumnName().IsMatch(column) || column is "arm" or PlotConfig.Step || column == StudyRun.SeedReference || study.Grid.ContainsKey(column)
           select Problem($"metrics.{column}", "not a legal name of a column", "letters, digits, spaces and _ @ / . ( ) % -, at most 60 characters; not arm, seed, step or a key of the grid"),
    ];

    private static IEnumerable<ConfigurationProblem> Grid(string name, ValueMap<ValueList<ConfigValue>> grid)
    {
        foreach (var (key, values) in grid)
        {
            if (values.Count == 0)
            {
                yield return Problem($"{name}.{key}", "no values, so that the study has no cells", "give at least one or remove the key");
            }
            else if (values.Distinct().Count() != values.Count)
            {
                yield return Problem($"{name}.{key}", "a value stands twice", "keep one of each");
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Size()
    {
        var runs = study.Grid.Aggregate((double)study.Arms.Count * study.Seeds.Count, (count, axis) => count * axis.Value.Count);
        if (runs > MostRuns)
        {
            yield return Problem("grid", $"{study.Arms.Count} arms, the grid and {study.Seeds.Count} seeds make {runs:0} runs", $"at most {MostRuns}");
        }
    }

    private IEnumerable<ConfigurationProblem> Metrics() =>
        from column in study.Metrics
        where MetricsRecord.TellsOfTheClock(column.Value.Metric)
        select Problem($"metrics.{column.Key}.metric", $"'{column.Value.Metric}' tells of the clock and differs between equal runs", "choose a metric that a repetition repeats, such as steps or tokens");

    private IEnumerable<ConfigurationProblem> At()
    {
        for (var index = 0; index < study.At.Count; index++)
        {
            var (at, key) = (study.At[index], $"at.{index}");
            foreach (var problem in Column(at.Metric, $"{key}.metric").Concat(Column(at.Of, $"{key}.of")))
            {
                yield return problem;
            }
            if (at.Across == CurvePoints.Grid && study.Grid.Count == 0)
            {
                yield return Problem($"{key}.across", "grid, and the study has none", "add a grid, or use across: run with several evaluations in a run");
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Plots()
    {
        var files = study.Plots.Select(plot => plot.FileName).ToList();
        for (var index = 0; index < study.Plots.Count; index++)
        {
            var (plot, key) = (study.Plots[index], $"plots.{index}");
            if (files.IndexOf(files[index]) < index)
            {
                yield return Problem(key, $"writes {files[index]}.svg, as an earlier plot does", "give it a name of its own");
            }
            foreach (var problem in Axes(plot, key).Concat(plot.Arms.SelectMany(arm => Arm(arm, $"{key}.arms"))))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Axes(PlotConfig plot, string key) => plot.Kind switch
    {
        PlotKind.Bar => Column(plot.Y, $"{key}.y"),
        PlotKind.Scatter => Column(plot.Y, $"{key}.y").Concat(Column(plot.X, $"{key}.x")),
        _ => [],
    };

    private IEnumerable<ConfigurationProblem> Compare()
    {
        for (var index = 0; index < study.Compare.Count; index++)
        {
            var (pair, key) = (study.Compare[index], $"compare.{index}");
            if (pair.Count != 2 || pair[0] == pair[1])
            {
                yield return Problem(key, "not a pair of two arms", "write [first, second]");
            }
            foreach (var problem in pair.SelectMany(arm => Arm(arm, key)))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<ConfigurationProblem> Column(string name, string key) => OneOf(name, key, "metrics", study.Metrics.Keys);

    private IEnumerable<ConfigurationProblem> Arm(string name, string key) => OneOf(name, key, "arms", study.Arms.Keys);

    private static IEnumerable<ConfigurationProblem> OneOf(string name, string key, string kind, IEnumerable<string> names)
    {
        var legal = names.ToList();
        if (!legal.Contains(name))
        {
            var nearest = NearestKey.Find(name, legal);
            yield return new("", key, $"'{name}' is not among the study's {kind}", string.Join(", ", legal), nearest is null ? null : $"did you mean '{nearest}'?");
        }
    }

    private static ConfigurationProblem Problem(string key, string problem, string remedy) => new("", key, problem, Remedy: remedy);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.+_-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ArmName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SharedName();

    [GeneratedRegex(@"\A[A-Za-z0-9_@/.()% -]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnName();
}
