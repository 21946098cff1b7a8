namespace Align.Tests.Cli.Studies;

public sealed class StudyCommandTests
{
    [Fact]
    public async Task A_dry_run_lists_every_run_and_writes_nothing()
    {
        using var runs = new FakeRuns();
        using var line = new CommandLineFixture();

        Assert.Equal(0, await line.RunAsync("study", runs.PathOf("study.yaml"), "--dry-run", "--output", runs.PathOf("out")));

        Assert.StartsWith("new       warm_start, seed 1: ", line.Output, StringComparison.Ordinal);
        Assert.Contains("new       b, seed 2, after warm_start: ", line.Output, StringComparison.Ordinal);
        Assert.EndsWith("6 runs, 2 cells × 2 seeds and 2 shared; 6 left to do. Nothing was run.\n", line.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(runs.PathOf("out")));
    }

    [Fact]
    public async Task A_broken_study_ends_with_every_problem_and_code_2()
    {
        using var line = new CommandLineFixture();
        var file = line.Write("study.yaml", "name: x\nseeds: [1]\nbase: no.yaml\narms: { a: {} }\nmetrics: { m: { metric: reward, stag: rl } }\n");

        Assert.Equal(2, await line.RunAsync("study", file));
        Assert.Contains("did you mean 'stage'?", line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public async Task Impossible_jobs_are_refused(string jobs)
    {
        using var runs = new FakeRuns();
        using var line = new CommandLineFixture();

        Assert.Equal(2, await line.RunAsync("study", runs.PathOf("study.yaml"), "--jobs", jobs, "--dry-run"));
        Assert.Contains("--jobs", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_study_only_writes_its_results()
    {
        using var runs = new FakeRuns();
        using var line = new CommandLineFixture();
        await runs.RunAsync(jobs: 2);

        Assert.Equal(0, await line.RunAsync("study", runs.PathOf("study.yaml"), "--output", runs.PathOf("out"), "--export", runs.PathOf("kept")));

        Assert.Contains("| a | 0.5 ± 0 |", line.Output, StringComparison.Ordinal);
        Assert.Equal(["results.csv", "study.json", "table.md"], Directory.EnumerateFiles(runs.PathOf("kept")).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal("arm,seed,score\na,1,0.5\na,2,0.5\nb,1,0.5\nb,2,0.5\n", await File.ReadAllTextAsync(runs.PathOf("kept/results.csv")));
    }
}
