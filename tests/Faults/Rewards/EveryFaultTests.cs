using System.Text.Json.Nodes;

namespace Align.Tests.Faults.Rewards;

/// <summary>A run whose reward throws, hangs, starts children, eats memory, forks, dies, floods and lies, beside one whose reward refuses the same completions plainly.</summary>
public sealed class EveryFaultTests
{
    private static readonly string[] Hangs = ["busy", "sleep", "child"];
    private static readonly string[] Refusals = ["throw", "null"];
    private static readonly string[] Deaths = ["exit", "fork", "memory"];

    // What a completion does is decided by its text, so that whoever judges it, and how often, sees the same. FNV-1a; with these numbers each thing
    // is done at least once, which the test requires.
    private const string Source = """
        public sealed class Every : IReward
        {
            private static readonly object s_gate = new();
            private static readonly string[] s_all = ["throw", "null", "busy", "sleep", "child", "nan", "exit", "fork", "memory", "lie"];

            public string Name => "every";

            public async ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
            {
                var hash = 2166136261u;
                foreach (var letter in prompt.Text + "|" + completion.Text) hash = (hash ^ letter) * 16777619u;
                var what = completion.WeightsVersion == 0 && hash / 640 % 24 < (uint)s_all.Length ? s_all[hash / 640 % 24] : "";
                if (PLAINLY && what.Length > 0)
                {
                    lock (s_gate) File.AppendAllText("NOTES", what + "\n");
                    if (what != "lie") throw new InvalidOperationException("plainly");
                }
                else
                {
                    await MisbehaveAsync(what);
                    if (what == "null") return null!;
                    if (what == "nan") return new RewardOutcome.Scored(double.NaN);
                }
                return new RewardOutcome.Scored(hash / 1000 % 7);
            }

            private static async Task MisbehaveAsync(string what)
            {
                switch (what)
                {
                    case "throw": throw new InvalidOperationException("on purpose");
                    case "busy": while (true) { }
                    case "sleep": Thread.Sleep(Timeout.Infinite); break;
                    case "child": System.Diagnostics.Process.Start("sleep", "MARK").WaitForExit(); break;
                    case "exit": Environment.Exit(3); break;
                    case "fork": for (var i = 0; i < 64; i++) System.Diagnostics.Process.Start("sleep", "MARK"); await Task.Delay(Timeout.Infinite); break;
                    case "memory": Hold(); await Task.Delay(Timeout.Infinite); break;
                    case "lie":
                        for (var i = 0; i < 40_000; i++) Console.WriteLine(new string('x', 100));
                        for (var i = 0; i < 3; i++) Console.WriteLine("{\"id\":\"" + i + "\",\"reward\":1000}");
                        break;
                }
            }

            // More than the group may hold, less than the kernel's limit on the data of one process.
            private static void Hold()
            {
                for (var i = 0; i < 16; i++)
                {
                    var block = System.Runtime.InteropServices.Marshal.AllocHGlobal(1 << 24);
                    for (var at = 0; at < 1 << 24; at += 4096) System.Runtime.InteropServices.Marshal.WriteByte(block, at, 1);
                }
            }
        }
        """;

    private static readonly string[] Size =
    [
        "--set", "stages.0.max_steps=3", "--set", "stages.0.num_generations=16", "--set", "stages.0.max_unscorable_fraction=1", "--set", "runtime.reward_timeout_seconds=5",
    ];

    [Fact]
    public async Task What_a_reward_does_to_its_workers_changes_nothing_of_the_run_but_its_time()
    {
        var mark = ProcessTable.Mark();
        using var plain = new HostileRun("");
        var notes = Path.Combine(plain.Folder, "notes");
        var source = Source.Replace("MARK", mark, StringComparison.Ordinal).Replace("NOTES", notes, StringComparison.Ordinal);
        File.WriteAllText(plain.RewardPath, source.Replace("PLAINLY", "true", StringComparison.Ordinal));
        using var hostile = new HostileRun(source.Replace("PLAINLY", "false", StringComparison.Ordinal));
        await RunAsync(plain, "--set", "rewards.0.isolation=none");
        var shown = await RunAsync(hostile, "--set", "rewards.0.limits.memory_mb=64", "--set", "rewards.0.limits.max_processes=8");

        // Every fault happened, and was told as what it is.
        var happened = await File.ReadAllLinesAsync(notes);
        Assert.Equal(10, happened.Distinct().Count());
        var first = hostile.Lines()[0];
        Assert.Equal(happened.Count(Hangs.Contains), (double)first["rewards/reward/faults/timed_out"]!);
        Assert.Equal(happened.Count(what => what == "nan"), (double)first["rewards/reward/faults/not_finite"]!);
        Assert.Equal(happened.Count(Refusals.Contains), (double)first["rewards/reward/faults/threw"]!);
        Assert.Equal(happened.Count(Deaths.Contains), (double)first["rewards/reward/faults/worker_died"]!);

        // No completion was lost or trained on twice: the weights are those of a run that is refused the same completions.
        Assert.Equal(plain.WeightsHash(), hostile.WeightsHash());
        Assert.Equal(plain.Lines().Select(WithoutFaults), hostile.Lines().Select(WithoutFaults));
        Assert.Equal([64, 128, 192], hostile.Lines().Select(line => (int)line["num_rollouts"]!));
        Assert.Equal([0, 0], hostile.Lines()[1..].Select(line => (double)line["rewards/unscorable_fraction"]!));
        Assert.All(hostile.Lines(), line => Assert.Equal(1, (double)line["optimizer_steps"]!));

        // And nothing is left over but the report of it.
        Assert.Empty(ProcessTable.With(mark));
        Assert.Empty(ProcessTable.With(hostile.Folder));
        var told = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(hostile.RunPath, "report.json")))!["reward_faults"]!.AsArray();
        Assert.Equal(["reward threw", "reward timed_out", "reward not_finite", "reward worker_died"], told.Select(fault => $"{fault!["reward"]} {fault["kind"]}"));
        Assert.Equal(happened.Count(what => what != "lie"), told.Sum(fault => (int)fault!["completions"]!));
        Assert.Contains("not judged", shown, StringComparison.Ordinal);
        Assert.Contains("reward 'reward' lost", shown, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(HostileRun run, params string[] options)
    {
        var (code, output, errors) = await RunProcess.RunAsync(["run", run.ConfigPath, "--output", run.RunPath, .. Size, .. options]);
        Assert.True(code == 0, errors);
        return output;
    }

    private static string WithoutFaults(JsonObject line)
    {
        foreach (var name in line.Select(metric => metric.Key).Where(name => name.Contains("/faults/", StringComparison.Ordinal) || name.StartsWith("timing_s/", StringComparison.Ordinal) || name.StartsWith("perf/", StringComparison.Ordinal) || name == "wall_clock").ToArray())
        {
            line.Remove(name);
        }
        return line.ToJsonString();
    }
}
