using System.Globalization;
using Align.Training.Rollouts;
using Align.Training.Supervision;
using Spectre.Console;

namespace Align.Cli.Terminal;

/// <summary>The last thing a run shows: its evaluations side by side, its cost, its place and what to try next.</summary>
internal static class FinalReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, RunReport report)
    {
        console.WriteLine();
        if (report.Evaluations.Count > 0)
        {
            console.Write(Evaluations(report.Evaluations));
            WriteBreakdown(console, report.Evaluations[^1]);
        }
        if (report.RewardFaults.Count > 0)
        {
            console.Write(Faults(report.RewardFaults));
        }
        if (report.TimeByPhase.Count > 0)
        {
            console.Write(Phases(report));
        }
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.TokensGenerated:N0} tokens generated"));
        foreach (var note in report.Notes)
        {
            console.WriteLine($"note: {note}");
        }
        console.WriteLine($"run: {report.Directory}");
        foreach (var next in report.NextSteps)
        {
            console.WriteLine($"next: {next}");
        }
    }

    private static Table Evaluations(IReadOnlyList<EvaluationReport> evaluations)
    {
        var table = NewTable("held out");
        foreach (var evaluation in evaluations)
        {
            table.AddColumn(Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{evaluation.Stage} ({100 * evaluation.Confidence:0.#} %)")));
        }
        var compares = evaluations.Count > 1;
        if (compares)
        {
            table.AddColumn(evaluations.SelectMany(evaluation => evaluation.Rows).All(row => row.Unit == EvaluationUnit.Share) ? "change, points" : "change");
        }
        foreach (var measure in evaluations.SelectMany(evaluation => evaluation.Rows).Select(row => row.Measure).Distinct())
        {
            var rows = evaluations.Select(evaluation => evaluation.Rows.FirstOrDefault(row => row.Measure == measure)).ToList();
            IEnumerable<string> cells = [measure, .. rows.Select(row => row is null ? "" : Interval.Value(row)), .. compares ? [Change(rows)] : Array.Empty<string>()];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }
        return table;
    }

    private static void WriteBreakdown(IAnsiConsole console, EvaluationReport evaluation)
    {
        foreach (var parts in evaluation.Breakdown.GroupBy(part => part.By).Where(parts => parts.Count() > 1))
        {
            var table = NewTable($"{evaluation.Stage}, by {parts.Key}").AddColumn("prompts");
            string[] measures = [.. parts.SelectMany(part => part.Rows).Select(row => row.Measure).Distinct()];
            foreach (var measure in measures)
            {
                table.AddColumn(Markup.Escape(measure));
            }
            foreach (var part in parts)
            {
                IEnumerable<string> cells = measures.Select(measure => part.Rows.FirstOrDefault(row => row.Measure == measure) is { } row ? Interval.Value(row) : "");
                table.AddRow([Markup.Escape(part.Label), part.Prompts.ToString("N0", CultureInfo.InvariantCulture), .. cells.Select(Markup.Escape)]);
            }
            console.Write(table);
        }
        if (evaluation.TaskMetric.Length > 0)
        {
            console.WriteLine($"pass@k, mean@n, maj@n: by {evaluation.TaskMetric}, correct from 1 on; reward: the weighted sum of all rewards");
        }
    }

    private static string Change(List<EvaluationRow?> rows) => rows is [{ } first, .., { } last]
        ? Interval.Change(first, last)
        : "";

    private static Table Phases(RunReport report)
    {
        var total = report.TimeByPhase.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Duration);
        var table = NewTable("time of steps, without start-up and checkpoints").AddColumn("").AddColumn("share");
        foreach (var phase in report.TimeByPhase)
        {
            var share = total > TimeSpan.Zero ? phase.Duration / total : 0;
            table.AddRow(Markup.Escape(phase.Phase), Duration.Describe(phase.Duration), string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %"));
        }
        return table.AddRow("all steps", Duration.Describe(total), "");
    }

    private static Table Faults(IReadOnlyList<RewardFaultCount> faults)
    {
        var table = NewTable("not judged").AddColumn("fault").AddColumn("completions");
        foreach (var one in faults)
        {
            table.AddRow(
                Markup.Escape(one.Reward.Length > 0 ? one.Reward : "the weighted sum"),
                RewardFaults.NameOf(one.Kind),
                one.Completions.ToString("N0", CultureInfo.InvariantCulture));
        }
        return table;
    }

    private static Table NewTable(string firstColumn) => new Table().Border(TableBorder.Simple).AddColumn(firstColumn);
}
