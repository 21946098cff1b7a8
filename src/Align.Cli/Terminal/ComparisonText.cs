using System.Globalization;
using Align.Algorithms.Statistics;
using Align.Training.Supervision;
using Spectre.Console;

namespace Align.Cli.Terminal;

/// <summary>Two evaluations, compared.</summary>
internal static class ComparisonText
{
    /// <summary>Writes the table.</summary>
    public static void Write(IAnsiConsole console, EvaluationComparison comparison)
    {
        console.WriteLine();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first:  {comparison.First}, step {comparison.FirstStep}"));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"second: {comparison.Second}, step {comparison.SecondStep}"));
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "paired by prompt", "first", "second", string.Create(CultureInfo.InvariantCulture, $"first − second ({100 * comparison.Confidence:0.#} %)"), "verdict");
        foreach (var row in comparison.Rows)
        {
            table.AddRow([.. Cells(row).Select(Markup.Escape)]);
        }
        console.Write(table);
        var dropped = comparison.DroppedPrompts == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {comparison.DroppedPrompts:N0} of them left out of the task's figures, not judged in both");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{comparison.Prompts:N0} prompts and their random streams, the same for both{dropped}"));
    }

    /// <summary>The verdict in words.</summary>
    public static string VerdictOf(ComparedMeasure row) => row switch
    {
        { Verdict: PairedVerdict.Higher } => "higher",
        { Verdict: PairedVerdict.Lower } => "lower",
        { Difference: { Low: 0, High: 0 } } => "equal at every prompt",
        { PromptsToSettle: { } prompts } => string.Create(CultureInfo.InvariantCulture, $"inconclusive: about {prompts:N0} prompts would settle it"),
        _ => string.Create(CultureInfo.InvariantCulture, $"inconclusive: {PairedDifference.MostPairs:N0} prompts would not settle it"),
    };

    private static IEnumerable<string> Cells(ComparedMeasure row)
    {
        var (scale, format) = row.Unit switch
        {
            EvaluationUnit.Share => (100.0, "0.0"),
            EvaluationUnit.Tokens => (1.0, "0.0"),
            _ => (1.0, "0.000"),
        };
        string Text(double value, string shape) => (scale * value).ToString(shape, CultureInfo.InvariantCulture);
        var signed = $"+{format};-{format};{format}";
        var unit = row.Unit == EvaluationUnit.Share ? " points" : "";
        return
        [
            row.Measure,
            Text(row.First, format),
            Text(row.Second, format),
            $"{Text(row.Difference.Estimate, signed)}{unit} [{Text(row.Difference.Low, format)}, {Text(row.Difference.High, format)}]",
            VerdictOf(row),
        ];
    }
}
