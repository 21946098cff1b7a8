using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Align.Cli.RewardBench;

/// <summary>A bench's report, for people or for programs.</summary>
internal static class BenchText
{
    private const int LongestText = 100;
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes tables, with at most <paramref name="shown"/> failing trials.</summary>
    public static void Write(BenchReport report, int shown, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn(report.Reward).AddColumn("trials", RightAligned).AddColumn("failed", RightAligned).AddColumn("rate", RightAligned).AddColumn("95 % interval", RightAligned);
        foreach (var row in report.Rows.Append(report.FalseRejects).Append(report.FalseAccepts))
        {
            table.AddRow(Markup.Escape(row.Check), Number(row.Trials), Number(row.Failed), Percent(row.Rate?.Estimate), row.Rate is { } rate ? $"{Percent(rate.Low)} to {Percent(rate.High)}" : "–");
        }
        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"milliseconds a call: {report.Milliseconds(0.5):0.###} (median), {report.Milliseconds(0.95):0.###} (95 %), {report.Milliseconds(0.99):0.###} (99 %), {report.Milliseconds(1):0.###} (longest)"));
        var failures = report.Failures.ToList();
        foreach (var (problem, verdict) in failures.Take(shown))
        {
            var trial = verdict.Trial;
            console.WriteLine($"{problem} ({trial.Made}), prompt {trial.Prompt.Id.ToString(CultureInfo.InvariantCulture)}, answer {Short(trial.Prompt.Answer ?? "none")}: {Short(trial.Text)} -> {Short(BenchReport.Text(verdict.Outcome))}");
        }
        if (failures.Count > shown)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {failures.Count - shown} more"));
        }
    }

    /// <summary>Writes one JSON object.</summary>
    public static void WriteJson(BenchReport report, TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(
        new
        {
            reward = report.Reward,
            holds = report.Holds,
            checks = report.Rows.ToDictionary(row => row.Check.Replace(' ', '_').Replace('-', '_'), Json),
            false_rejects = Json(report.FalseRejects),
            false_accepts = Json(report.FalseAccepts),
            milliseconds = new { p50 = report.Milliseconds(0.5), p95 = report.Milliseconds(0.95), p99 = report.Milliseconds(0.99), max = report.Milliseconds(1) },
            failures = report.Failures.Select(failure => new
            {
                problem = failure.Problem,
                made = failure.Verdict.Trial.Made,
                prompt = failure.Verdict.Trial.Prompt.Id,
                answer = failure.Verdict.Trial.Prompt.Answer,
                completion = failure.Verdict.Trial.Text,
                outcome = BenchReport.Text(failure.Verdict.Outcome),
            }),
        },
        s_json));

    private static object Json(BenchRow row) => new { trials = row.Trials, failed = row.Failed, rate = row.Rate?.Estimate, low = row.Rate?.Low, high = row.Rate?.High };

    private static void RightAligned(TableColumn column) => column.RightAligned().NoWrap();

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share is { } rate ? (rate * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "–";

    private static string Short(string text)
    {
        var line = JsonSerializer.Serialize(text, s_json);
        return line.Length <= LongestText ? line : $"{line[..LongestText]}…";
    }
}
