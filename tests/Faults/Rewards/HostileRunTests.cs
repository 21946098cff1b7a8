using System.Text.Json.Nodes;

namespace Align.Tests.Faults.Rewards;

/// <summary>Runs whose reward fails: they go on, or end with a reason, and no process is left over however they end.</summary>
public sealed class HostileRunTests
{
    // A third of the digits is fatal in one way or another; the others are judged.
    private const string FailsOften = """
        public sealed class Often : IReward
        {
            public string Name => "often";

            public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
            {
                switch (completion.Text.FirstOrDefault())
                {
                    case '3': throw new InvalidOperationException("three");
                    case '5': System.Diagnostics.Process.GetCurrentProcess().Kill(); break;
                    case '7': return new RewardOutcome.Scored(double.NaN);
                }
                await Task.Yield();
                return new RewardOutcome.Scored(completion.Text == prompt.Answer ? 1 : 0);
            }
        }
        """;

    [Fact]
    public async Task A_run_goes_on_and_every_completion_is_counted_once()
    {
        using var run = new HostileRun(FailsOften, "max_unscorable_fraction: 1");
        var (code, _, errors) = await RunProcess.RunAsync("run", run.ConfigPath, "--output", run.RunPath);
        Assert.True(code == 0, errors);
        var steps = run.Lines();
        Assert.Equal(HostileRun.Steps, steps.Length);
        var faults = steps.Sum(step => HostileRun.Faults.Sum(kind => (double?)step[$"rewards/faults/{kind}"] ?? 0));
        var fraction = steps.Sum(step => (double)step["rewards/unscorable_fraction"]!);
        // The faults happened, of several kinds; and what could not be judged is what was faulty, completion by completion.
        Assert.True(HostileRun.Faults.Count(kind => steps.Any(step => step.ContainsKey($"rewards/faults/{kind}"))) >= 2, string.Join('\n', steps.Select(step => step.ToJsonString())));
        Assert.Equal(faults, fraction * HostileRun.CompletionsPerStep, 6);
        Assert.Empty(ProcessTable.With(run.Folder));
    }

    [Fact]
    public async Task A_reward_that_never_judges_ends_the_run_with_the_reason()
    {
        using var run = new HostileRun(FailsOften.Replace("switch (completion.Text.FirstOrDefault())", "throw new InvalidOperationException(\"always\");\n#pragma warning disable CS0162\n switch (' ')", StringComparison.Ordinal), "max_unscorable_fraction: 0.25");
        var (code, _, errors) = await RunProcess.RunAsync("run", run.ConfigPath, "--output", run.RunPath);
        Assert.True(code == 3, errors);
        Assert.Contains("100 % of the step's completions could not be judged", errors, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: always", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_that_never_live_end_the_run_with_the_code_of_a_lost_fleet()
    {
        using var run = new HostileRun(FailsOften.Replace("switch (completion.Text.FirstOrDefault())", "Environment.Exit(3);\n switch (' ')", StringComparison.Ordinal), "max_unscorable_fraction: 1");
        var (code, _, errors) = await RunProcess.RunAsync("run", run.ConfigPath, "--output", run.RunPath);
        Assert.True(code == 6, errors);
        Assert.Contains("16 workers of reward 'reward' died in a row", errors, StringComparison.Ordinal);
        Assert.Contains("ended with code 3", errors, StringComparison.Ordinal);
        Assert.Empty(ProcessTable.With(run.Folder));
    }

    [Fact]
    public async Task A_resumed_run_reports_the_faults_of_its_whole_history()
    {
        using var run = new HostileRun(FailsOften, "max_unscorable_fraction: 1");
        using (var process = RunProcess.Start("run", run.ConfigPath, "--output", run.RunPath, "--set", "stages.0.max_steps=40"))
        {
            await process.WaitForLinesAsync(run.MetricsPath, 3);
            process.Signal("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
        }
        var before = run.Lines().Length;
        Assert.InRange(before, 3, 39);
        var (code, _, errors) = await RunProcess.RunAsync("resume", run.RunPath);
        Assert.True(code == 0, errors);
        Assert.Equal(40, run.Lines().Length);
        Assert.True(Faults(run.Lines()[..before]) > 0 && Faults(run.Lines()[before..]) > 0, "rewards failed before the interrupt and after it");
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(run.RunPath, "report.json")))!["reward_faults"]!.AsArray();
        Assert.Equal(Faults(run.Lines()), report.Sum(fault => (double)fault!["completions"]!));

        static double Faults(IEnumerable<JsonObject> lines) => lines.Sum(line => line.Where(metric => metric.Key.StartsWith("rewards/reward/faults/", StringComparison.Ordinal)).Sum(metric => (double)metric.Value!));
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task No_process_outlives_the_run(string signal)
    {
        var mark = ProcessTable.Mark();
        using var run = new HostileRun($$"""
            public sealed class Stuck : IReward
            {
                public string Name => "stuck";

                public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
                {
                    using var child = System.Diagnostics.Process.Start("sleep", "{{mark}}");
                    while (true) { }
                }
            }
            """);
        using var process = RunProcess.Start("run", run.ConfigPath, "--output", run.RunPath);
        await ProcessTable.UntilAsync(() => process.HasExited || ProcessTable.With(mark).Count > 0, "the reward and its child run");
        Assert.NotEmpty(ProcessTable.With(mark));
        process.Signal(signal);
        var (code, _, _) = await process.EndAsync();
        Assert.Equal(signal switch { "KILL" => 137, "INT" => 130, _ => 143 }, code);
        // After a kill nobody waits for the workers: they see the end of a pipe.
        await ProcessTable.UntilAsync(() => ProcessTable.With(mark).Count == 0, "the reward's child is gone");
        await ProcessTable.UntilAsync(() => ProcessTable.With(run.Folder).Count == 0, "everything of the run is gone");
    }

    [Fact]
    public async Task A_reward_that_has_changed_is_not_gone_on_with()
    {
        using var run = new HostileRun(FailsOften, "max_unscorable_fraction: 1");
        using (var process = RunProcess.Start("run", run.ConfigPath, "--output", run.RunPath, "--set", "stages.0.max_steps=400"))
        {
            await process.WaitForLinesAsync(run.MetricsPath, 3);
            process.Signal("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
        }
        File.AppendAllText(run.RewardPath, "// changed\n");
        var (code, _, errors) = await RunProcess.RunAsync("resume", run.RunPath);
        Assert.NotEqual(0, code);
        Assert.Contains("rewards.0.file", errors, StringComparison.Ordinal);
    }
}
