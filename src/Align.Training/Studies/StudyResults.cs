using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Training.Configuration.Yaml;
using Align.Training.Metrics;

namespace Align.Training.Studies;

/// <summary>What a study has found, as a pure function of its runs' logs.</summary>
public sealed class StudyResults
{
    private readonly Dictionary<(StudyCell Cell, long Seed), CellOutcome> _outcomes;

    /// <summary>The results of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="outcomes">One for each cell and seed.</param>
    public StudyResults(Study study, IReadOnlyList<CellOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(outcomes);
        Study = study;
        Outcomes = outcomes;
        _outcomes = outcomes.ToDictionary(outcome => (outcome.Cell, outcome.Seed));
        Cells = CellTable();
        AcrossGrid = GridTable();
        Incumbents = study.ReportedSeeds.Count > 0 ? Incumbent.Of(Cells, Cells.Columns.Single(column => column.Name == study.Config.TuneBy)) : [];
        Differences = [.. DifferencesOf(Cells), .. DifferencesOf(AcrossGrid)];
        Notes = [.. Unfinished(), .. Absent(), .. OutOfRange(), .. WithoutIncumbent()];
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>What became of each run.</summary>
    public IReadOnlyList<CellOutcome> Outcomes { get; }

    /// <summary>The metrics of each cell, and columns at values of others along its run.</summary>
    public ObservationTable Cells { get; }

    /// <summary>Columns at values of others along the grid, for each arm; without columns where none is asked for.</summary>
    public ObservationTable AcrossGrid { get; }

    /// <summary>What was chosen for each arm, in a study that chooses hyper-parameters.</summary>
    public IReadOnlyList<Incumbent> Incumbents { get; }

    /// <summary>The comparisons.</summary>
    public IReadOnlyList<StudyDifference> Differences { get; }

    /// <summary>What a reader of the table must know: runs that failed, values that are absent.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The log of a finished run, else <see langword="null"/>.</summary>
    public IReadOnlyList<MetricsRecord>? LogOf(StudyCell cell, long seed) => _outcomes.GetValueOrDefault((cell, seed))?.Log;

    private ObservationTable CellTable()
    {
        var metrics = Study.Config.Metrics.ToDictionary(column => new Quantity(column.Key, column.Value.Direction), column => column.Value);
        var curves = QuantitiesAt(CurvePoints.Run);
        return new ObservationTable(Study.Config, Study.Cells, [.. metrics.Keys, .. curves.Keys], (cell, quantity, seed) => LogOf(cell, seed) switch
        {
            null => null,
            { } log when metrics.TryGetValue(quantity, out var column) => column.ValueOf(log),
            { } log => PiecewiseLinear.ValueAt(PointsOfRun(log, curves[quantity].At), curves[quantity].X),
        });
    }

    private ObservationTable GridTable()
    {
        var curves = QuantitiesAt(CurvePoints.Grid);
        var arms = Study.Config.Arms.Keys.Select(arm => new StudyCell(arm, [])).ToArray();
        return new ObservationTable(Study.Config, curves.Count == 0 ? [] : arms, [.. curves.Keys], (arm, quantity, seed) =>
            PiecewiseLinear.ValueAt(PointsOfGrid(arm.Arm, seed, curves[quantity].At), curves[quantity].X));
    }

    private Dictionary<Quantity, (ColumnAt At, double X)> QuantitiesAt(CurvePoints across) =>
        (from at in Study.Config.At
         where at.Across == across
         from x in at.Values
         select (Name: string.Create(CultureInfo.InvariantCulture, $"{at.Of} at {at.Metric}={x}"), At: at, X: x))
        .DistinctBy(at => at.Name)
        .ToDictionary(at => new Quantity(at.Name, Study.Config.Metrics[at.At.Of].Direction), at => (at.At, at.X));

    private IEnumerable<(double X, double Y)> PointsOfRun(IEnumerable<MetricsRecord> log, ColumnAt at)
    {
        var (x, y) = (Study.Config.Metrics[at.Metric], Study.Config.Metrics[at.Of]);
        return from line in log
               where x.Takes(line) && y.Takes(line)
               from point in Point(line.Find(x.Metric), line.Find(y.Metric))
               select point;
    }

    private IEnumerable<(double X, double Y)> PointsOfGrid(string arm, long seed, ColumnAt at) =>
        from cell in Study.Cells
        where cell.Arm == arm
        let log = LogOf(cell, seed)
        where log is not null
        from point in Point(Study.Config.Metrics[at.Metric].ValueOf(log), Study.Config.Metrics[at.Of].ValueOf(log))
        select point;

    private static IEnumerable<(double X, double Y)> Point(double? x, double? y) => x is { } there && y is { } value ? [(there, value)] : [];

    private IEnumerable<StudyDifference> DifferencesOf(ObservationTable table) =>
        from pair in Study.Config.Compare
        from first in table.Rows
        where first.Arm == pair[0]
        let second = first with { Arm = pair[1] }
        from column in table.Columns
        select new StudyDifference(first, second, column, table.Difference(first, second, column));

    private IEnumerable<string> Unfinished() =>
        from outcome in Outcomes
        where outcome.Log is null
        select string.Create(CultureInfo.InvariantCulture, $"{outcome.Cell.Text}, seed {outcome.Seed}: no result; {outcome.Failure ?? "not run"}");

    private IEnumerable<string> Absent()
    {
        foreach (var (name, column) in Study.Config.Metrics)
        {
            var logs = Outcomes.Where(outcome => outcome.Log is not null).ToArray();
            var without = logs.Where(outcome => column.ValueOf(outcome.Log!) is null).Select(outcome => outcome.Cell.Text).Distinct().ToArray();
            var notFinite = logs.Count(outcome => column.ValueOf(outcome.Log!) is { } value && !double.IsFinite(value));
            if (without.Length > 0)
            {
                var known = logs.SelectMany(outcome => outcome.Log!).Where(column.Takes).SelectMany(line => line.Values).Select(metric => metric.Key).Distinct();
                var nearest = NearestKey.Find(column.Metric, known);
                yield return $"{name}: no line{(column.Stage is null ? "" : $" of stage {column.Stage}")} has {column.Metric} in {string.Join("; ", without)}{(nearest is null || nearest == column.Metric ? "" : $"; did you mean {nearest}?")}";
            }
            if (notFinite > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{name}: {notFinite} runs have no finite value; the means leave them out");
            }
        }
    }

    private IEnumerable<string> OutOfRange() =>
        from table in new[] { Cells, AcrossGrid }
        from column in table.Columns
        where !Study.Config.Metrics.ContainsKey(column.Name)
        from row in table.Rows
        let missing = table.Summary(row, column).Missing
        where missing > 0
        select string.Create(CultureInfo.InvariantCulture, $"{column.Name}: outside of what {row.Text} has measured for {missing} of {table.Seeds.Count} seeds; nothing is extrapolated");

    private IEnumerable<string> WithoutIncumbent() =>
        from arm in Study.Config.Arms.Keys
        where Study.ReportedSeeds.Count > 0 && Incumbents.All(chosen => chosen.Cell.Arm != arm)
        select $"{arm}: nothing chosen; no point of the grid has a finite {Study.Config.TuneBy} at every tuning seed";
}

/// <summary>A quantity of two cells at the same point of the grid, compared.</summary>
/// <param name="First">The first cell.</param>
/// <param name="Second">The second one, whose value is subtracted.</param>
/// <param name="Quantity">What is compared.</param>
/// <param name="Difference">First − second; <see langword="null"/> where fewer than two seeds have both.</param>
public sealed record StudyDifference(StudyCell First, StudyCell Second, Quantity Quantity, PairedDifference? Difference)
{
    /// <summary>The verdict in words.</summary>
    public string Verdict => Difference switch
    {
        null => "no verdict: fewer than two seeds have both",
        { Verdict: PairedVerdict.Higher } => "higher" + Better(MetricDirection.Higher),
        { Verdict: PairedVerdict.Lower } => "lower" + Better(MetricDirection.Lower),
        { Interval: { Estimate: 0, Low: 0, High: 0 } } => "no difference in any seed",
        { PairsToSettle: { } seeds } => string.Create(CultureInfo.InvariantCulture, $"inconclusive: about {seeds} seeds would settle it"),
        _ => string.Create(CultureInfo.InvariantCulture, $"inconclusive: {PairedDifference.MostPairs:N0} seeds would not settle it"),
    };

    private string Better(MetricDirection seen) => Quantity.Direction switch
    {
        null => "",
        { } good => good == seen ? " (better)" : " (worse)",
    };
}
