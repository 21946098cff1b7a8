using Align.Training.Checkpoints;

namespace Align.Tests.Faults;

/// <summary>Ctrl-C and SIGTERM at known places: the state is saved, the exit code tells, and nothing shows after the resume.</summary>
[Collection(UnbrokenRunGroup.Name)]
public sealed class InterruptTests(UnbrokenRun unbroken)
{
    // Two workers: passes 1 and 2 of rollouts.generate are those of the evaluation, 2 each those of the grpo steps; learner.step 1 to 7 are sft;
    // the second evaluation is that after the eighth grpo step.
    // All of them lie well before the end: a signal that arrives when the last stage is done finds a finished run, which ends with 0.
    [Theory]
    [InlineData("learner.step:3:INT", 130)]
    [InlineData("rollouts.generate:12:INT", 130)]
    [InlineData("evaluation.begin:1:TERM", 143)]
    [InlineData("evaluation.begin:2:TERM", 143)]
    public Task A_signal_saves_and_the_resumed_run_ends_as_the_unbroken_one(string place, int code) => InterruptAsync(place, code);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("learner.step:1:TERM", 143)]
    [InlineData("learner.step:7:INT", 130)]
    [InlineData("evaluation.begin:1:INT", 130)]
    [InlineData("rollouts.generate:2:INT", 130)]
    [InlineData("rollouts.generate:3:TERM", 143)]
    [InlineData("learner.step:8:INT", 130)]
    [InlineData("learner.step:12:TERM", 143)]
    [InlineData("learner.step:20:INT", 130)]
    [InlineData("checkpoint.before-files:2:INT", 130)]
    [InlineData("checkpoint.before-manifest:4:TERM", 143)]
    [InlineData("checkpoint.before-prune:9:INT", 130)]
    public Task A_signal_anywhere_saves_and_the_resumed_run_ends_as_the_unbroken_one(string place, int code) => InterruptAsync(place, code);

    [Fact]
    public async Task A_second_signal_ends_the_process_at_once_and_the_last_checkpoint_is_whole()
    {
        // The step in hand takes long enough for two signals: it would be finished before the run could end by the first one.
        using var run = new TinyRun(("type: sft, name: warm, max_steps: 7, per_step_examples: 8, micro_batch_size: 4",
            "type: sft, name: warm, max_steps: 2, per_step_examples: 8, micro_batch_size: 4 }\n  - { type: sft, name: slow, max_steps: 1, per_step_examples: 50000, micro_batch_size: 1"));
        using (var process = run.Start("learner.step:3:INT"))
        {
            await process.WaitForErrorAsync("stopping");
            process.Signal("INT");
            var (exitCode, _, errors) = await process.EndAsync();
            Assert.Equal(130, exitCode);
            Assert.DoesNotContain("\"class\"", errors, StringComparison.Ordinal);
        }
        Assert.Equal(2, run.Metrics().Length);
        var search = new CheckpointStore(Path.Combine(run.RunPath, "checkpoints"), 2).FindNewest();
        Assert.Empty(search.Skipped);
        Assert.Equal(2, search.Newest!.Step);
    }

    private async Task InterruptAsync(string place, int code)
    {
        using var run = new TinyRun();
        using (var process = run.Start(place))
        {
            var (exitCode, _, errors) = await process.EndAsync();
            Assert.True(exitCode == code, $"{exitCode} {errors}");
            Assert.Contains("\"class\":\"interrupted\"", errors, StringComparison.Ordinal);
            Assert.Contains($"align resume {run.RunPath}", errors, StringComparison.Ordinal);
        }
        Assert.False(run.IsComplete);
        Assert.InRange(run.Metrics().Length, 0, TinyRun.Lines - 1);
        await unbroken.AssertResumesAsync(run, place);
    }
}
