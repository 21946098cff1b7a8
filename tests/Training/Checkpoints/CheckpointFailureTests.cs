using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

public sealed class CheckpointFailureTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // Per file: one creation, its writes (40, 20, 1 and the manifest's 1), one flush; then two directories.
    [Fact]
    public void When_the_disk_is_full_at_any_call_the_previous_checkpoint_survives()
    {
        var sound = new FailingDisk(int.MaxValue, () => new IOException());
        Store(sound).SaveStep(10);
        Assert.Equal(40 + 20 + 1 + 1 + (4 * 2) + 2, sound.Calls);
        for (var call = 1; call < sound.Calls; call++)
        {
            var disk = new FailingDisk(call, () => new IOException("No space left on device"));

            var failure = Assert.Throws<CheckpointException>(() => Store(disk).SaveStep(20));

            Assert.Equal(call, disk.Calls);
            Assert.Contains("No space left on device", failure.Message, StringComparison.Ordinal);
            Assert.EndsWith("step-000020", failure.Path, StringComparison.Ordinal);
            Assert.Equal(["step-000010"], Names());
            Saving.AssertWhole(Store().FindNewest().Newest, 10);
        }
    }

    // The last call flushes the parent after the rename: the new checkpoint is there, and whole.
    [Fact]
    public void When_the_last_flush_fails_the_save_fails_and_both_checkpoints_are_whole()
    {
        Store().SaveStep(10);
        var counting = new FailingDisk(int.MaxValue, () => new IOException());
        new CheckpointStore(_scratch.Below("elsewhere"), 1, counting).SaveStep(20);

        Assert.Throws<CheckpointException>(() => Store(new FailingDisk(counting.Calls, () => new IOException("broken"))).SaveStep(20));

        Saving.AssertWhole(Store().Open(10), 10);
        Saving.AssertWhole(Store().Open(20), 20);
    }

    [Fact]
    public void A_directory_that_may_not_be_written_is_refused_and_nothing_is_lost()
    {
        Store().SaveStep(10);
        var disk = new FailingDisk(1, () => new UnauthorizedAccessException("Access to the path is denied."));

        var failure = Assert.Throws<CheckpointException>(() => Store(disk).SaveStep(20));

        Assert.Contains("denied", failure.Message, StringComparison.Ordinal);
        Saving.AssertWhole(Store().FindNewest().Newest, 10);
    }

    [SkippableFact]
    public void A_read_only_file_system_is_refused()
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "There is no /proc to write to.");

        var failure = Assert.Throws<CheckpointException>(() => new CheckpointStore("/proc/self/align-checkpoints", 1).SaveStep(1));

        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void A_root_that_is_a_file_is_refused()
    {
        File.WriteAllText(_scratch.Below("checkpoints"), "");

        Assert.Throws<CheckpointException>(() => Store().SaveStep(1));
    }

    [Fact]
    public void Too_little_space_is_noticed_before_anything_is_written()
    {
        Store().SaveStep(10);
        var disk = new FailingDisk(int.MaxValue, () => new IOException()) { Available = 1000 };

        var failure = Assert.Throws<CheckpointException>(() => Store(disk).Save(20, "", [new CheckpointPart("policy.safetensors", 1001, _ => { })]));

        Assert.Contains("1001", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1000", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, disk.Calls);
        Assert.Equal(["step-000010"], Names());
    }

    [Fact]
    public void A_bug_in_a_part_comes_through_as_it_is_and_leaves_nothing_behind()
    {
        Store().SaveStep(10);

        Assert.Throws<FormatException>(() => Store().Save(20, "", [.. Saving.PartsOf(20), new CheckpointPart("state.json", 0, _ => throw new FormatException())]));

        Assert.Equal(["step-000010"], Names());
    }

    [Fact]
    public void A_failed_save_can_be_tried_again()
    {
        Assert.Throws<CheckpointException>(() => Store(new FailingDisk(30, () => new IOException("No space left on device"))).SaveStep(20));

        Store().SaveStep(20);

        Saving.AssertWhole(Store().FindNewest().Newest, 20);
    }

    private IEnumerable<string?> Names() => Directory.EnumerateFileSystemEntries(_scratch.Below("checkpoints")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private CheckpointStore Store() => new(_scratch.Below("checkpoints"), keep: 2);

    private CheckpointStore Store(FailingDisk disk) => new(_scratch.Below("checkpoints"), keep: 2, disk);
}
