using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Align.Core;
using Align.Training.Checkpoints;

namespace Align.Tests.Faults;

/// <summary>kill -9 at any moment, resume, and nothing shows that it happened.</summary>
[Collection(UnbrokenRunGroup.Name)]
public sealed class KillAndResumeTests(UnbrokenRun unbroken)
{
    [Fact]
    public async Task A_run_killed_at_random_moments_ends_as_the_unbroken_one()
    {
        var moments = RandomStream.Create(TimeProvider.System.GetTimestamp(), RandomPurpose.Control);
        for (var kills = 0; kills < 5;)
        {
            using var run = new TinyRun();
            var line = (int)moments.NextInt64(TinyRun.Lines - 1);
            if (await KilledAfterAsync(run, line, TimeSpan.FromMilliseconds(moments.NextInt64(25))))
            {
                await GoOnAsync(run);
                unbroken.AssertSame(run, $"killed after line {line}");
                kills++;
            }
        }
    }

    [Fact]
    public async Task A_run_killed_before_it_had_begun_is_started_again()
    {
        using var run = new TinyRun();
        Assert.True(await KilledAfterAsync(run, lines: 0, TimeSpan.FromMilliseconds(5)));
        await GoOnAsync(run);
        unbroken.AssertSame(run, "killed before it had begun");
    }

    [Fact]
    public async Task A_run_killed_twice_ends_as_the_unbroken_one()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        using (var second = run.ResumeUntil("learner.step:6"))
        {
            Assert.Equal(137, (await second.EndAsync()).ExitCode);
        }
        Assert.False(run.IsComplete);
        await ResumeAsync(run);
        unbroken.AssertSame(run, "killed twice");
    }

    [Fact]
    public async Task A_corrupted_random_state_is_seen_by_this_test()
    {
        // The negative control: the step that keys the random streams is moved on by one, with a manifest that says it is right.
        using var run = await unbroken.CopyOfKilledAsync();
        Corrupt(run.NewestCheckpoint);
        await ResumeAsync(run);
        Assert.NotEqual(unbroken.Run.WeightsHash(), run.WeightsHash());
        Assert.NotEqual(unbroken.Run.Metrics(), run.Metrics());
    }

    // False where the run was over before it could be killed.
    private static async Task<bool> KilledAfterAsync(TinyRun run, int lines, TimeSpan delay)
    {
        using var process = run.Start();
        await process.WaitForLinesAsync(run.MetricsPath, lines);
        await Task.Delay(delay);
        process.Kill();
        var (exitCode, _, _) = await process.EndAsync();
        Assert.Equal(run.IsComplete ? exitCode : 137, exitCode);
        return !run.IsComplete;
    }

    // A run that was killed before it had put its configuration down has begun nothing: it is started again.
    private static async Task GoOnAsync(TinyRun run)
    {
        using var process = run.IsBegun ? run.Resume() : run.Start();
        await EndWellAsync(process, run);
    }

    private static async Task ResumeAsync(TinyRun run)
    {
        using var process = run.Resume();
        await EndWellAsync(process, run);
    }

    private static async Task EndWellAsync(RunProcess process, TinyRun run)
    {
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == 0, output + errors);
        Assert.True(run.IsComplete);
    }

    private static void Corrupt(string checkpoint)
    {
        var path = Path.Combine(checkpoint, "progress.json");
        var progress = JsonNode.Parse(File.ReadAllText(path))!;
        progress["run_step"] = progress["run_step"]!.GetValue<long>() + 1;
        File.WriteAllText(path, progress.ToJsonString());
        var manifestPath = Path.Combine(checkpoint, CheckpointManifest.FileName);
        var manifest = CheckpointManifest.Parse(File.ReadAllBytes(manifestPath));
        var files = manifest.Files.Select(file => file.Name != "progress.json" ? file : file with
        {
            Size = new FileInfo(path).Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
        }).ToArray();
        File.WriteAllBytes(manifestPath, CheckpointManifest.Create(manifest.Step, manifest.ConfigHash, files).ToBytes());
    }
}
