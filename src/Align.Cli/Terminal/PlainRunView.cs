using System.Globalization;
using Align.Training.Configuration.Planning;
using Align.Training.Supervision;

namespace Align.Cli.Terminal;

/// <summary>One line an event, for logs and pipes. Steps are thinned to one line every few seconds; the first and the last of a stage always show.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="time">The clock.</param>
internal sealed class PlainRunView(TextWriter output, TimeProvider time) : IRunObserver
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);
    private readonly RunProgress _progress = new(time);
    private long? _lastLine;

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        _progress.Note(runEvent);
        if (LineOf(runEvent) is { } line)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }

    private string? LineOf(RunEvent runEvent) => runEvent switch
    {
        RunEvent.RunStarted run => Line($"run {run.Name}: {run.Parameters:N0} parameters on {run.Device}, in {run.Directory}{(run.ResumedFromStep is { } step ? $", resumed from step {step:N0}" : "")}"),
        RunEvent.StageStarted stage => StageLine(stage),
        RunEvent.StepCompleted step => StepLine(step),
        RunEvent.SampleShown sample => Line($"  sample {Quote(sample.Prompt)} -> {Quote(sample.Completion)} reward {(sample.Reward is { } reward ? reward.ToString("0.###", CultureInfo.InvariantCulture) : "none")}"),
        RunEvent.CheckpointSaved saved => Line($"  checkpoint at step {saved.Step:N0}: {saved.Path}"),
        RunEvent.EvaluationFinished finished => Line($"[{finished.Stage}] {string.Join("; ", finished.Rows.Select(Interval.Describe))}"),
        RunEvent.Warning warning => $"  warning: {warning.Text}",
        _ => null,
    };

    private string StageLine(RunEvent.StageStarted stage)
    {
        _lastLine = null;
        return Line($"stage {stage.Index + 1}/{stage.Count} {stage.Name} ({stage.Type}): {Counted.Of(stage.Steps, "step")}");
    }

    private string? StepLine(RunEvent.StepCompleted step)
    {
        if (_lastLine is { } last && step.Step < step.Steps && time.GetElapsedTime(last) < s_between)
        {
            return null;
        }
        _lastLine = time.GetTimestamp();
        var metrics = string.Concat(ShownMetrics.Of(step.Metrics).Select(metric => $" {metric.Label} {metric.Value}"));
        return Line($"[{step.Stage}] step {step.Step}/{step.Steps}{metrics} eta {Duration.Describe(_progress.Remaining)}");
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text, s_readable);

    private static readonly System.Text.Json.JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
