namespace Align.Tests.Faults;

/// <summary>kill -9 at every place of a checkpoint's save: the run goes on from a whole one.</summary>
[Collection(UnbrokenRunGroup.Name)]
public sealed class CheckpointKillTests(UnbrokenRun unbroken)
{
    [Theory]
    [InlineData("checkpoint.before-rename:1")]
    [InlineData("checkpoint.after-file:18")]
    public Task A_run_killed_in_a_save_ends_as_the_unbroken_one(string place) => KillAsync(place);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData("checkpoint.before-files:1")]
    [InlineData("checkpoint.before-files:5")]
    [InlineData("checkpoint.after-file:1")]
    [InlineData("checkpoint.after-file:6")]
    [InlineData("checkpoint.after-file:40")]
    [InlineData("checkpoint.before-manifest:5")]
    [InlineData("checkpoint.before-sync:5")]
    [InlineData("checkpoint.before-rename:5")]
    [InlineData("checkpoint.before-parent-sync:5")]
    [InlineData("checkpoint.before-prune:5")]
    [InlineData("checkpoint.after-save:1")]
    [InlineData("checkpoint.after-save:5")]
    [InlineData("checkpoint.after-save:18")]
    public Task A_run_killed_anywhere_in_a_save_ends_as_the_unbroken_one(string place) => KillAsync(place);

    private async Task KillAsync(string place)
    {
        using var run = new TinyRun();
        using (var process = run.Start(place))
        {
            var (exitCode, output, errors) = await process.EndAsync();
            Assert.True(exitCode == 137, $"{exitCode} {output}{errors}");
        }
        Assert.False(run.IsComplete);
        await unbroken.AssertResumesAsync(run, place);
    }
}
