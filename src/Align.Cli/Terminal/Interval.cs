using System.Globalization;
using Align.Training.Supervision;

namespace Align.Cli.Terminal;

/// <summary>Evaluation figures as text, in per cent.</summary>
internal static class Interval
{
    /// <summary><c>pass@1 29.4 % [26.1, 32.8]</c>.</summary>
    public static string Describe(EvaluationRow row) => $"{row.Measure} {Value(row)}";

    /// <summary><c>29.4 % [26.1, 32.8]</c>.</summary>
    public static string Value(EvaluationRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * row.Value:0.0} % [{100 * row.Low:0.0}, {100 * row.High:0.0}]");
}
