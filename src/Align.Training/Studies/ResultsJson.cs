using System.Text.Json;
using System.Text.Json.Nodes;
using Align.Training.Supervision;

namespace Align.Training.Studies;

/// <summary>Results for programs: the study, the means with their intervals, the comparisons, the notes.</summary>
public static class ResultsJson
{
    /// <summary>The JSON of the results. It tells nothing of time, machine or place, so that a repetition writes the same bytes.</summary>
    public static string Of(StudyResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var study = results.Study.Config;
        return JsonSerializer.Serialize(
            new
            {
                study.Name,
                study.Seeds,
                study.TuningSeeds,
                study.Confidence,
                study.Threads,
                Base = Path.GetFileName(study.Base),
                Shared = new JsonObject(study.Shared.Select(shared => KeyValuePair.Create(shared.Key, (JsonNode?)shared.Value))),
                Arms = new JsonObject(study.Arms.Select(arm => KeyValuePair.Create(arm.Key, (JsonNode?)Overrides(arm.Value)))),
                Metrics = new JsonObject(study.Metrics.Select(column => KeyValuePair.Create(column.Key, JsonSerializer.SerializeToNode(column.Value, RunJson.Options)))),
                Cells = Means(results.Cells),
                AcrossGrid = Means(results.AcrossGrid),
                Comparisons = results.Differences.Select(Comparison),
                Unfinished = results.Outcomes.Where(outcome => outcome.Log is null).Select(outcome => new { Cell = outcome.Cell.Text, outcome.Seed, Reason = outcome.Failure }),
                results.Notes,
            },
            RunJson.Options) + "\n";
    }

    private static JsonObject Overrides(IEnumerable<KeyValuePair<string, Configuration.ConfigValue>> changes) =>
        new(changes.Select(change => KeyValuePair.Create(change.Key, (JsonNode?)change.Value.ToString())));

    private static IEnumerable<object> Means(ObservationTable table) =>
        from row in table.Rows
        from column in table.Columns
        let summary = table.Summary(row, column)
        select new
        {
            row.Arm,
            Grid = row.PointText,
            Quantity = column.Name,
            Seeds = summary.Observed,
            summary.Mean,
            Low = summary.Interval?.Low,
            High = summary.Interval?.High,
        };

    private static object Comparison(StudyDifference compared) => new
    {
        First = compared.First.Arm,
        Second = compared.Second.Arm,
        Grid = compared.First.PointText,
        Quantity = compared.Quantity.Name,
        Seeds = compared.Difference?.Pairs ?? 0,
        Difference = compared.Difference?.Interval.Estimate,
        Low = compared.Difference?.Interval.Low,
        High = compared.Difference?.Interval.High,
        compared.Verdict,
        SeedsToSettle = compared.Difference?.PairsToSettle,
    };
}
