using System.Globalization;
using Align.Training.Supervision;

namespace Align.Cli.Terminal;

/// <summary>Evaluation figures as text: shares in per cent, others in their own unit.</summary>
internal static class Interval
{
    /// <summary><c>pass@1 29.4 % [26.1, 32.8]</c>.</summary>
    public static string Describe(EvaluationRow row) => $"{row.Measure} {Value(row)}";

    /// <summary><c>29.4 % [26.1, 32.8]</c>.</summary>
    public static string Value(EvaluationRow row) => row.Unit switch
    {
        EvaluationUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{100 * row.Value:0.0} % [{100 * row.Low:0.0}, {100 * row.High:0.0}]"),
        EvaluationUnit.Nats => string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.000} nats [{row.Low:0.000}, {row.High:0.000}]"),
        EvaluationUnit.Tokens => string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.0} tokens [{row.Low:0.0}, {row.High:0.0}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.000} [{row.Low:0.000}, {row.High:0.000}]"),
    };

    /// <summary>The difference of two figures: <c>+3.2</c> points of per cent, or in the figure's own unit.</summary>
    public static string Change(EvaluationRow first, EvaluationRow last) => first.Unit == EvaluationUnit.Share
        ? (100 * (last.Value - first.Value)).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)
        : (last.Value - first.Value).ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);
}
