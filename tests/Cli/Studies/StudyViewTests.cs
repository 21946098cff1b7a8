using Align.Cli;
using Align.Cli.Studies;
using Spectre.Console;

namespace Align.Tests.Cli.Studies;

public sealed class StudyViewTests
{
    [Fact]
    public void The_time_left_follows_from_the_runs_that_have_ended()
    {
        using var runs = new FakeRuns();
        var time = new ManualTime();
        var progress = new StudyProgress(time);
        var (first, second) = (runs.Study.Runs[0], runs.Study.Runs[1]);

        progress.Note(new StudyEvent.Began("fake", "out", 6, 0, 2));
        progress.Note(new StudyEvent.RunBegan(first, Resumed: false));
        Assert.Null(progress.Remaining);
        time.Advance(10);
        progress.Note(new StudyEvent.RunEnded(new RunEnd(first, RunOutcome.Finished)));
        progress.Note(new StudyEvent.RunBegan(second, Resumed: false));
        time.Advance(4);

        // 10 s a run: four wait, one has 6 s left, and two work at a time: (4·10 + 6)/2.
        Assert.Equal(23, progress.Remaining!.Value.TotalSeconds, 6);
        Assert.Equal("1 of 6 runs done, 1 at work, 23 s left", progress.Text);
    }

    [Fact]
    public async Task Without_a_terminal_every_begin_and_end_is_a_line()
    {
        using var runs = new FakeRuns();
        var output = new StringWriter();
        await StudyView.WatchAsync(new CommandOutput(output, output, LiveConsole: null, new ManualTime()), Events(runs));

        var lines = output.ToString().Split('\n');
        Assert.Equal("study fake: 6 runs, 0 finished before, 2 at a time, in out", lines[0]);
        Assert.Equal("warm_start, seed 1: begun", lines[1]);
        Assert.Equal("warm_start, seed 1: failed: out of luck; 0 of 6 runs done, 0 at work, 1 failed, ? left", lines[2]);
    }

    [Fact]
    public async Task On_a_terminal_the_runs_at_work_and_the_failures_are_shown()
    {
        using var runs = new FakeRuns();
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 160;
        await StudyView.WatchAsync(new CommandOutput(output, output, console, new ManualTime()), Events(runs));

        Assert.Contains("out of luck", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[rl] step 3/9", output.ToString(), StringComparison.Ordinal);
    }

    private static Func<IStudyObserver, Task<IReadOnlyList<RunEnd>>> Events(FakeRuns runs) => observer =>
    {
        var run = runs.Study.Runs[0];
        var end = new RunEnd(run, RunOutcome.Failed, "out of luck", 3);
        observer.OnEvent(new StudyEvent.Began("fake", "out", 6, 0, 2));
        observer.OnEvent(new StudyEvent.RunBegan(run, Resumed: false));
        observer.OnEvent(new StudyEvent.RunWrote(run, "[rl] step 3/9"));
        observer.OnEvent(new StudyEvent.RunEnded(end));
        return Task.FromResult<IReadOnlyList<RunEnd>>([end]);
    };
}
