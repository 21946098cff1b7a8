using Align.Training.Supervision;

namespace Align.Tests.Faults;

/// <summary>What resume does with a run that something has happened to since it stopped.</summary>
[Collection(UnbrokenRunGroup.Name)]
public sealed class DamagedRunTests(UnbrokenRun unbroken)
{
    [Fact]
    public async Task A_damaged_newest_checkpoint_is_passed_over_for_an_older_one()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        var damaged = run.NewestCheckpoint;
        Flip(damaged);
        var output = await unbroken.AssertResumesAsync(run, "newest damaged");
        Assert.Contains($"{damaged} passed over", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_checkpoints_are_all_damaged_is_not_begun_again()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        Assert.Equal(2, run.Checkpoints.Length);
        Array.ForEach(run.Checkpoints, Flip);
        var before = File.ReadAllBytes(run.MetricsPath);
        var errors = await RefusedAsync(run.Resume(), 4);
        Assert.Contains("none of the run's 2 checkpoints is whole", errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(run.MetricsPath));
    }

    [Fact]
    public async Task A_damaged_checkpoint_that_was_asked_for_is_not_replaced_by_another()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        Flip(run.NewestCheckpoint);
        var step = Path.GetFileName(run.NewestCheckpoint)["step-".Length..];
        var errors = await RefusedAsync(run.Resume("--step", step), 4);
        Assert.Contains("SHA-256", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_configuration_is_refused_with_the_lines_that_differ()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        var path = Path.Combine(run.RunPath, "config.yaml");
        var text = File.ReadAllText(path);
        Assert.Contains("seed: 11", text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace("seed: 11", "seed: 12", StringComparison.Ordinal));
        var errors = await RefusedAsync(run.Resume(), 4);
        Assert.Contains("now 'seed: 12', then 'seed: 11'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_without_a_run_is_refused()
    {
        using var run = new TinyRun();
        Assert.Contains("no run lies here", await RefusedAsync(run.Resume(), 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_run_says_so_and_shows_its_report()
    {
        var before = unbroken.Run.Metrics();
        using var process = unbroken.Run.Resume();
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == 0, errors);
        Assert.Contains("finished already", output, StringComparison.Ordinal);
        Assert.Contains("pass@1", output, StringComparison.Ordinal);
        Assert.Equal(before, unbroken.Run.Metrics());
    }

    [Fact]
    public async Task A_disk_that_refuses_checkpoints_is_borne_twice_and_then_ends_the_run()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        var checkpoints = Path.Combine(run.RunPath, "checkpoints");
        Directory.Delete(checkpoints, recursive: true);
        File.WriteAllText(checkpoints, "in the way");
        using var process = run.Resume();
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == 4, output + errors);
        Assert.Equal(2, output.Split("checkpoint not saved").Length - 1);
        // Saves are due after steps 2, 4 and 6 of the first stage; every step up to the last refusal is in the log.
        Assert.Equal(unbroken.Run.Metrics()[..6], run.Metrics());
    }

    [Fact]
    public async Task A_second_process_on_a_run_is_refused_until_the_first_one_is_gone()
    {
        using var run = await unbroken.CopyOfKilledAsync();
        using (RunLock.Take(new RunDirectory(run.RunPath)))
        {
            Assert.Contains("another process", await RefusedAsync(run.Resume(), 2), StringComparison.Ordinal);
        }
        Assert.True(File.Exists(Path.Combine(run.RunPath, "run.lock")));
        await unbroken.AssertResumesAsync(run, "lock given back");
    }

    private static async Task<string> RefusedAsync(RunProcess refused, int code)
    {
        using var process = refused;
        var (exitCode, output, errors) = await process.EndAsync();
        Assert.True(exitCode == code, $"{exitCode}\n{output}{errors}");
        return errors;
    }

    private static void Flip(string checkpoint)
    {
        var path = Path.Combine(checkpoint, "model.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
