using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

public sealed class CheckpointKillTests : IDisposable
{
    private const int KilledBySignal9 = 137;

    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("checkpoint.before-files", 10)]
    [InlineData("checkpoint.after-file", 10)]
    [InlineData("checkpoint.after-file:3", 10)]
    [InlineData("checkpoint.before-manifest", 10)]
    [InlineData("checkpoint.before-sync", 10)]
    [InlineData("checkpoint.before-rename", 10)]
    [InlineData("checkpoint.before-parent-sync", 20)]
    [InlineData("checkpoint.before-prune", 20)]
    [InlineData("checkpoint.after-save", 20)]
    public void A_process_killed_while_saving_leaves_the_previous_or_the_new_checkpoint(string faultPoint, long expected)
    {
        Store.SaveStep(10);

        Assert.Equal(KilledBySignal9, KilledProcess.Run(Root, faultPoint));

        var search = Store.FindNewest();
        Saving.AssertWhole(search.Newest, expected);
        Assert.Empty(search.Skipped);
        Store.SaveStep(30);
        Assert.Equal(["step-000030"], Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_process_that_passes_no_fault_point_of_that_name_finishes()
    {
        Assert.Equal(0, KilledProcess.Run(Root, "checkpoint.nowhere"));

        Saving.AssertWhole(Store.FindNewest().Newest, 20);
    }

    // A step saved again passes a moment at which neither the old nor the new directory has its final name.
    [Theory]
    [InlineData("checkpoint.before-rename")]
    [InlineData("checkpoint.between-renames")]
    [InlineData("checkpoint.before-parent-sync")]
    public void A_process_killed_while_replacing_a_step_leaves_one_of_the_two(string faultPoint)
    {
        Store.SaveStep(20);

        Assert.Equal(KilledBySignal9, KilledProcess.Run(Root, faultPoint));

        Saving.AssertWhole(Store.FindNewest().Newest, 20);
        Saving.AssertWhole(Store.Open(20), 20);
        Store.RemoveUnfinished();
        Saving.AssertWhole(Store.FindNewest().Newest, 20);
        Assert.Equal(["step-000020"], Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Fact]
    public void At_every_fault_point_the_disk_holds_a_whole_checkpoint()
    {
        Store.SaveStep(10);
        var passed = new List<string>();
        FaultPoint.Observer = name =>
        {
            var copy = _scratch.CopyOf(Root, $"copy-{passed.Count}");
            passed.Add(name);
            Assert.NotNull(new CheckpointStore(copy, keep: 1).FindNewest().Newest);
        };

        Store.SaveStep(20);
        FaultPoint.Observer = null;

        Assert.Equal(10, passed.Count);
        Assert.Equal(3, passed.Count(name => name == "checkpoint.after-file"));
    }

    // Creations, writes and flushes: 72 moments, at each of which the disk is copied and searched as after a kill.
    [Fact]
    public void Between_any_two_calls_of_the_disk_it_holds_a_whole_checkpoint()
    {
        Store.SaveStep(10);
        var found = new List<long?>();
        var disk = new FailingDisk(int.MaxValue, () => new IOException())
        {
            BeforeCall = call => found.Add(new CheckpointStore(_scratch.CopyOf(Root, $"copy-{call}"), keep: 1).FindNewest().Newest?.Step),
        };

        new CheckpointStore(Root, keep: 1, disk).SaveStep(20);

        // Only the last call, which flushes the parent, comes after the rename.
        Assert.Equal([.. Enumerable.Repeat<long?>(10, 71), 20], found);
    }

    private string Root => _scratch.Below("checkpoints");

    private CheckpointStore Store => new(Root, keep: 1);
}
