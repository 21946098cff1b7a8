using System.Globalization;
using Align.Training.Supervision;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Align.Cli.Terminal;

/// <summary>A panel that follows the run: stage, bar, time left, metrics and a sample completion. Evaluations and warnings stay above it.</summary>
internal sealed class LiveRunView : IRunObserver
{
    private const int BarWidth = 40;
    private static readonly Text Starting = new("starting");
    private readonly RunProgress _progress;
    private readonly LiveDisplayContext _display;
    private readonly List<string> _kept = [];

    private LiveRunView(LiveDisplayContext display, TimeProvider time)
    {
        _display = display;
        _progress = new(time);
    }

    /// <summary>Shows the run on a terminal until it ends.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="run">Starts the run with the observer that it must call.</param>
    public static Task<RunReport> WatchAsync(IAnsiConsole console, TimeProvider time, Func<IRunObserver, Task<RunReport>> run) =>
        console.Live(Starting).StartAsync(display => run(new LiveRunView(display, time)));

    /// <inheritdoc/>
    public void OnEvent(RunEvent runEvent)
    {
        _progress.Note(runEvent);
        switch (runEvent)
        {
            case RunEvent.EvaluationFinished finished:
                _kept.Add($"[green]{Markup.Escape(finished.Stage)}[/]  {Markup.Escape(string.Join("   ", finished.Rows.Select(Interval.Describe)))}");
                break;
            case RunEvent.Warning warning:
                _kept.Add($"[yellow]{Markup.Escape(warning.Text)}[/]");
                break;
        }
        _display.UpdateTarget(Render());
    }

    private Rows Render()
    {
        var lines = new List<IRenderable>(_kept.Select(line => new Markup(line)));
        if (_progress.Stage is { } stage)
        {
            lines.Add(new Markup($"[bold]{Markup.Escape(stage.Name)}[/] ({Markup.Escape(stage.Type)}, stage {stage.Index + 1} of {stage.Count})"));
            lines.Add(new Markup(Bar(_progress.Step?.Step ?? 0, stage.Steps)));
        }
        if (_progress.Step is { } step && ShownMetrics.Of(step.Metrics).Count > 0)
        {
            lines.Add(Metrics(step.Metrics));
        }
        if (_progress.Sample is { } sample)
        {
            var reward = sample.Reward?.ToString("0.###", CultureInfo.InvariantCulture) ?? "none";
            lines.Add(new Markup($"[grey]sample[/] {Markup.Escape(sample.Prompt)}[blue]{Markup.Escape(sample.Completion)}[/] [grey]reward {reward}[/]"));
        }
        if (_progress.Checkpoint is { } saved)
        {
            lines.Add(new Markup(string.Create(CultureInfo.InvariantCulture, $"[grey]saved at step {saved.Step:N0}; Ctrl-C saves and stops[/]")));
        }
        // A live display of nothing is an error of the library.
        return lines.Count > 0 ? new Rows(lines) : new Rows(Starting);
    }

    private string Bar(long step, long steps)
    {
        var filled = steps == 0 ? 0 : (int)(BarWidth * Math.Min(step, steps) / steps);
        var bar = new string('━', filled);
        var rest = new string('━', BarWidth - filled);
        return string.Create(CultureInfo.InvariantCulture, $"[green]{bar}[/][grey]{rest}[/] {step}/{steps}  {Duration.Describe(_progress.Remaining)} left");
    }

    private static Columns Metrics(IReadOnlyDictionary<string, double> metrics) => new(
        ShownMetrics.Of(metrics).Select(metric => new Markup($"[grey]{Markup.Escape(metric.Label)}[/] {Markup.Escape(metric.Value)}")));
}
