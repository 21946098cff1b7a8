using System.Globalization;
using Align.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Align.Cli.Studies;

/// <summary>Shows a study while it lasts: a panel on a terminal, a line an event elsewhere.</summary>
internal static class StudyView
{
    /// <summary>Watches a study.</summary>
    /// <param name="output">Where to show it.</param>
    /// <param name="run">Starts the study with the observer that it must call.</param>
    public static Task<IReadOnlyList<RunEnd>> WatchAsync(CommandOutput output, Func<IStudyObserver, Task<IReadOnlyList<RunEnd>>> run) =>
        output.LiveConsole is { } console
            ? console.Live(new Text("starting")).StartAsync(display => run(new Live(display, output.Time)))
            : run(new Plain(output.Output, output.Time));

    /// <summary>How a run ended, in a line.</summary>
    private static string Describe(RunEnd end, TimeSpan? took) => end.Outcome switch
    {
        RunOutcome.Finished => $"done in {Duration.Describe(took)}",
        RunOutcome.FinishedBefore => "finished before",
        RunOutcome.Stopped => "stopped",
        RunOutcome.NotRun => $"not run: {end.Reason}",
        _ => $"failed: {end.Reason}",
    };

    private sealed class Plain(TextWriter output, TimeProvider time) : IStudyObserver
    {
        private readonly Lock _gate = new();
        private readonly StudyProgress _progress = new(time);

        public void OnEvent(StudyEvent studyEvent)
        {
            lock (_gate)
            {
                var took = _progress.Note(studyEvent);
                if (LineOf(studyEvent, took) is { } line)
                {
                    output.WriteLine(line);
                    output.Flush();
                }
            }
        }

        private string? LineOf(StudyEvent studyEvent, TimeSpan? took) => studyEvent switch
        {
            StudyEvent.Began began => string.Create(CultureInfo.InvariantCulture, $"study {began.Name}: {began.Runs} runs, {began.Finished} finished before, {began.Jobs} at a time, in {began.Directory}"),
            StudyEvent.RunBegan began => $"{began.Run.Name}: {(began.Resumed ? "resumed" : "begun")}",
            StudyEvent.RunEnded { End.Outcome: RunOutcome.FinishedBefore } => null,
            StudyEvent.RunEnded ended => $"{ended.End.Run.Name}: {Describe(ended.End, took)}; {_progress.Text}",
            _ => null,
        };
    }

    private sealed class Live(LiveDisplayContext display, TimeProvider time) : IStudyObserver
    {
        private const int BarWidth = 40;
        private readonly Lock _gate = new();
        private readonly StudyProgress _progress = new(time);
        private readonly List<string> _failures = [];

        public void OnEvent(StudyEvent studyEvent)
        {
            lock (_gate)
            {
                var took = _progress.Note(studyEvent);
                if (studyEvent is StudyEvent.RunEnded { End.Outcome: RunOutcome.Failed or RunOutcome.NotRun } ended)
                {
                    _failures.Add($"[red]{Markup.Escape(ended.End.Run.Name)}[/]  {Markup.Escape(Describe(ended.End, took))}");
                }
                display.UpdateTarget(Render());
            }
        }

        private Rows Render()
        {
            var study = _progress.Study;
            var filled = study is null ? 0 : BarWidth * (_progress.Finished + _progress.Failed) / Math.Max(study.Runs, 1);
            var lines = new List<IRenderable>(_failures.Select(failure => new Markup(failure)))
            {
                new Markup($"[bold]{Markup.Escape(study?.Name ?? "")}[/]  [green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]  {Markup.Escape(_progress.Text)}"),
            };
            lines.AddRange(_progress.Running.Select(running => new Markup($"  [blue]{Markup.Escape(running.Run.Name)}[/]  [grey]{Markup.Escape(running.Line)}[/]") { Overflow = Overflow.Ellipsis }));
            return new Rows(lines);
        }
    }
}
