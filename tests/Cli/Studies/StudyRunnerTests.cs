using Align.Cli.Studies;

namespace Align.Tests.Cli.Studies;

public sealed class StudyRunnerTests
{
    [Fact]
    public async Task Every_run_is_started_once_and_the_shared_ones_first()
    {
        using var runs = new FakeRuns();
        var ends = await runs.RunAsync(jobs: 2);

        Assert.All(ends, end => Assert.Equal(RunOutcome.Finished, end.Outcome));
        Assert.Equal(
            ["run runs/a/seed-1", "run runs/a/seed-2", "run runs/b/seed-1", "run runs/b/seed-2", "run runs/warm_start/seed-1", "run runs/warm_start/seed-2"],
            runs.Commands);
        var ended = runs.Events.OfType<StudyEvent.RunEnded>().Select(end => end.End.Run.Name).ToList();
        Assert.True(ended.IndexOf("warm_start, seed 1") < ended.IndexOf("a, seed 1"));
    }

    [Fact]
    public async Task A_cell_gets_the_final_checkpoint_of_its_own_seed()
    {
        using var runs = new FakeRuns();
        await runs.RunAsync(jobs: 1);

        var cell = runs.Study.Runs.Single(run => run.Name == "b, seed 2");
        var warm = runs.Study.Runs.Single(run => run.Name == "warm_start, seed 2");
        var config = await File.ReadAllTextAsync(runs.Directory.ConfigOf(cell));
        Assert.Contains($"path: {runs.Directory.Of(warm).Checkpoints}/step-000003", config, StringComparison.Ordinal);
        Assert.Contains("seed: 2", config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_runs_than_jobs_are_at_work()
    {
        using var runs = new FakeRuns();
        await runs.RunAsync(jobs: 1);
        Assert.Equal(1, runs.MostAtWork);
    }

    [Fact]
    public async Task What_is_finished_is_skipped()
    {
        using var runs = new FakeRuns();
        await runs.RunAsync(jobs: 2);
        var again = await runs.RunAsync(jobs: 2);

        Assert.Empty(runs.Commands);
        Assert.All(again, end => Assert.Equal(RunOutcome.FinishedBefore, end.Outcome));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason_and_the_others_go_on()
    {
        using var runs = new FakeRuns();
        runs.ExitCodes["runs/b/seed-1"] = 5;
        var ends = await runs.RunAsync(jobs: 2);

        var failed = Assert.Single(ends, end => !end.IsFinished);
        Assert.Equal("b, seed 1", failed.Run.Name);
        Assert.Equal("the loss is NaN (exit code 5)", failed.Reason);
        var exception = StudyException.Failed("out", ends);
        Assert.Equal(5, (int)exception.ExitCode);
        Assert.Contains("1 of 6 runs have no result; the first to fail: b, seed 1: the loss is NaN", exception.Message, StringComparison.Ordinal);

        runs.ExitCodes.Clear();
        await runs.RunAsync(jobs: 2);
        Assert.Equal(["resume runs/b/seed-1"], runs.Commands);
    }

    [Fact]
    public async Task Cells_whose_shared_run_failed_are_not_run()
    {
        using var runs = new FakeRuns();
        runs.ExitCodes["warm_start/seed-2"] = 137;
        var ends = await runs.RunAsync(jobs: 2);

        Assert.Equal(["a, seed 2", "b, seed 2"], ends.Where(end => end.Outcome == RunOutcome.NotRun).Select(end => end.Run.Name));
        Assert.All(ends.Where(end => end.Outcome == RunOutcome.NotRun), end => Assert.Equal("warm_start, seed 2 has no result", end.Reason));
        Assert.Equal(6, (int)StudyException.Failed("out", ends).ExitCode);
    }

    [Fact]
    public async Task A_stop_lets_no_other_run_begin()
    {
        using var runs = new FakeRuns();
        using var stop = new CancellationTokenSource();
        runs.OnStart = stop.Cancel;
        var ends = await runs.RunAsync(jobs: 1, stop.Token);

        Assert.Single(runs.Commands);
        Assert.All(ends, end => Assert.Equal(RunOutcome.Stopped, end.Outcome));
    }
}
