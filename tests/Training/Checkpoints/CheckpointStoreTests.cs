using System.Security.Cryptography;
using System.Text.Json;
using Align.Core;
using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_was_saved_is_read_back()
    {
        var saved = Store().SaveStep(123);

        var opened = Store().Open(123);

        Saving.AssertWhole(opened, 123);
        Assert.Equal(Saving.ConfigHash, opened.ConfigHash);
        Assert.Equal(saved.FileNames, opened.FileNames);
        Assert.EndsWith("step-000123", opened.FullPath, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_lists_size_and_sha256_of_every_file()
    {
        var saved = Store().SaveStep(7);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(saved.FullPath, "manifest.json")));

        Assert.Equal(1, manifest.RootElement.GetProperty("format_version").GetInt32());
        Assert.Equal(7, manifest.RootElement.GetProperty("step").GetInt64());
        Assert.Equal(3, manifest.RootElement.GetProperty("files").GetArrayLength());
        Assert.All(manifest.RootElement.GetProperty("files").EnumerateArray(), file =>
        {
            var content = File.ReadAllBytes(Path.Combine(saved.FullPath, file.GetProperty("name").GetString()!));
            Assert.Equal(content.Length, file.GetProperty("size").GetInt64());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.GetProperty("sha256").GetString());
        });
    }

    [Fact]
    public void Two_saves_of_the_same_content_are_equal_to_the_byte()
    {
        var one = new CheckpointStore(_scratch.Below("one"), 1).SaveStep(5);
        var other = new CheckpointStore(_scratch.Below("other"), 1).SaveStep(5);

        Assert.All(Directory.EnumerateFiles(one.FullPath), file =>
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other.FullPath, Path.GetFileName(file)))));
    }

    [Fact]
    public void An_empty_store_has_no_newest_checkpoint()
    {
        var search = Store().FindNewest();

        Assert.Null(search.Newest);
        Assert.Empty(search.Skipped);
        Assert.Empty(Store().Steps);
    }

    [Fact]
    public void The_newest_is_the_one_of_the_greatest_step()
    {
        var store = Store(keep: 5);
        store.SaveStep(9);
        store.SaveStep(10);
        store.SaveStep(1_000_000);

        Saving.AssertWhole(store.FindNewest().Newest, 1_000_000);
    }

    [Fact]
    public void Only_the_newest_few_are_kept()
    {
        var store = Store(keep: 2);

        for (var step = 1; step <= 5; step++)
        {
            store.SaveStep(step);
        }

        Assert.Equal([5L, 4L], store.Steps);
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Root).Count());
    }

    [Fact]
    public void Saving_a_step_again_replaces_it()
    {
        var store = Store();
        store.Save(4, "former", [new CheckpointPart("progress.json", 0, stream => stream.WriteByte(1))]);

        store.SaveStep(4);

        Saving.AssertWhole(store.Open(4), 4);
        Assert.Equal(Saving.ConfigHash, store.Open(4).ConfigHash);
        Assert.Single(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public void Saving_an_earlier_step_removes_the_later_ones_of_the_abandoned_history()
    {
        var store = Store(keep: 3);
        store.SaveStep(10);
        store.SaveStep(20);
        store.SaveStep(30);

        store.SaveStep(15);

        Assert.Equal([15L, 10L], store.Steps);
    }

    [Fact]
    public void An_explicit_step_that_is_absent_is_refused_with_the_steps_there_are()
    {
        var store = Store();
        store.SaveStep(4);

        var refusal = Assert.Throws<CheckpointException>(() => store.Open(5));

        Assert.Contains("4", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("step-000005", refusal.Path, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Checkpoint, refusal.ExitCode);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Fact]
    public void An_absent_file_is_refused_with_the_files_there_are()
    {
        var refusal = Assert.Throws<CheckpointException>(() => Store().SaveStep(4).OpenRead("reference.safetensors"));

        Assert.Contains("policy.safetensors", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("manifest.json")]
    [InlineData("name\n")]
    public void A_name_that_is_no_plain_file_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => Store().Save(1, "", [new CheckpointPart(name, 0, _ => { })]));

        Assert.False(Directory.Exists(Root));
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => Store().Save(1, "", [.. Saving.PartsOf(1), .. Saving.PartsOf(1)]));

    [Fact]
    public void Leftovers_of_a_killed_save_are_ignored_then_removed()
    {
        Store().SaveStep(10);
        Directory.CreateDirectory(Path.Combine(Root, "step-000020.tmp"));
        File.WriteAllText(Path.Combine(Root, "step-000020.tmp", "policy.safetensors"), "half");

        Saving.AssertWhole(Store().FindNewest().Newest, 10);
        Assert.Empty(Store().FindNewest().Skipped);
        Assert.True(Directory.Exists(Path.Combine(Root, "step-000020.tmp")));

        Store().RemoveUnfinished();
        Assert.Equal(["step-000010"], Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_save_removes_the_leftovers_of_a_killed_one()
    {
        Directory.CreateDirectory(Path.Combine(Root, "step-000020.tmp", "deep"));

        Store().SaveStep(20);

        Saving.AssertWhole(Store().FindNewest().Newest, 20);
        Assert.Single(Directory.EnumerateFileSystemEntries(Root));
    }

    [Fact]
    public void Other_names_in_the_directory_are_left_alone()
    {
        Directory.CreateDirectory(Path.Combine(Root, "step-best"));
        File.WriteAllText(Path.Combine(Root, "notes.txt"), "mine");

        var store = Store(keep: 1);
        store.SaveStep(1);
        store.SaveStep(2);

        Assert.Equal([2L], store.Steps);
        Assert.Equal(["notes.txt", "step-000002", "step-best"], Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_store_that_keeps_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointStore(Root, keep: 0));

    private string Root => _scratch.Below("checkpoints");

    private CheckpointStore Store(int keep = 2) => new(Root, keep);
}
