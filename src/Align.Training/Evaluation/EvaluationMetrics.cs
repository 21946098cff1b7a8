using Align.Training.Supervision;

namespace Align.Training.Evaluation;

/// <summary>The figures of an evaluation as the log names them.</summary>
internal static class EvaluationMetrics
{
    /// <summary>The metrics in the order of the log: each figure with the ends of its interval, then counts, then the figures of each part without intervals, which the report holds.</summary>
    public static Dictionary<string, double> Of(EvaluationReport report)
    {
        var metrics = new Dictionary<string, double>();
        foreach (var row in report.Rows)
        {
            metrics[$"eval/{row.Measure}"] = row.Value;
            metrics[$"eval/{row.Measure}/low"] = row.Low;
            metrics[$"eval/{row.Measure}/high"] = row.High;
        }
        metrics["eval/dropped_prompts"] = report.DroppedPrompts;
        metrics["eval/extractor_faults"] = report.ExtractorFaults;
        metrics["eval/tokens"] = report.Tokens;
        foreach (var part in report.Breakdown)
        {
            metrics[$"eval/{part.By}/{part.Name}/prompts"] = part.Prompts;
            foreach (var row in part.Rows)
            {
                metrics[$"eval/{part.By}/{part.Name}/{row.Measure}"] = row.Value;
            }
        }
        return metrics;
    }
}
