using System.Text;
using Align.Training.Checkpoints;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Checkpoints;

public sealed class CheckpointDamageTests : IDisposable
{
    private static readonly string[] Files = ["policy.safetensors", "optimizer.safetensors", "progress.json", "manifest.json"];

    private readonly ScratchDirectory _scratch = new();

    public CheckpointDamageTests()
    {
        Store.SaveStep(10);
        Store.SaveStep(20);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Any_flipped_bit_in_any_file_is_noticed() => Prop
        .ForAll(Gen.Elements(Files).ToArbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), Gen.Choose(0, 7).ToArbitrary(), (file, position, bit) =>
        {
            var path = At(20, file);
            var sound = File.ReadAllBytes(path);
            var flipped = sound.ToArray();
            flipped[position.Get * 7919L % flipped.Length] ^= (byte)(1 << bit);
            File.WriteAllBytes(path, flipped);
            var search = Store.FindNewest();
            File.WriteAllBytes(path, sound);
            return search.Newest?.Step == 10 && search.Skipped is [{ Step: 20 }] && Store.FindNewest().Newest?.Step == 20;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_flipped_bit_of_a_manifest_is_noticed()
    {
        var sound = File.ReadAllBytes(At(20, "manifest.json"));
        Assert.Equal(20, CheckpointManifest.Parse(sound).Step);
        for (var bit = 0; bit < sound.Length * 8; bit++)
        {
            var flipped = sound.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => CheckpointManifest.Parse(flipped));
        }
    }

    [Fact]
    public void Bytes_that_are_no_manifest_are_refused_and_never_crash() => Prop
        .ForAll<byte[]>(bytes => Record.Exception(() => CheckpointManifest.Parse(bytes)) is InvalidDataException)
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format_version\":\"1\"}")]
    [InlineData("{\"format_version\":1}")]
    [InlineData("{\"format_version\":99999999999}")]
    [InlineData("{\"format_version\":1,\"step\":1,\"config_hash\":\"\",\"files\":[null],\"manifest_sha256\":\"\"}")]
    [InlineData("{\"format_version\":1,\"step\":1,\"config_hash\":null,\"files\":null,\"manifest_sha256\":null}")]
    [InlineData("{\"format_version\":1,\"format_version\":1}")]
    public void Json_that_is_no_manifest_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => CheckpointManifest.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("policy.safetensors")]
    [InlineData("progress.json")]
    [InlineData("manifest.json")]
    public void A_truncated_file_is_named(string file)
    {
        using (var stream = new FileStream(At(20, file), FileMode.Open))
        {
            stream.SetLength(stream.Length - 1);
        }

        ExpectFallback(file);
    }

    [Theory]
    [InlineData("policy.safetensors")]
    [InlineData("progress.json")]
    [InlineData("manifest.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(At(20, file));

        ExpectFallback(file);
    }

    [Fact]
    public void A_file_that_is_a_directory_is_named()
    {
        File.Delete(At(20, "progress.json"));
        Directory.CreateDirectory(At(20, "progress.json"));

        ExpectFallback("progress.json");
    }

    [Fact]
    public void A_stray_file_is_named()
    {
        File.WriteAllText(At(20, "stray.bin"), "");

        ExpectFallback("stray.bin");
    }

    [Fact]
    public void A_file_of_another_step_is_noticed()
    {
        File.Copy(At(10, "policy.safetensors"), At(20, "policy.safetensors"), overwrite: true);

        ExpectFallback("policy.safetensors");
    }

    [Fact]
    public void A_manifest_of_another_step_is_noticed()
    {
        foreach (var file in Files)
        {
            File.Copy(At(10, file), At(20, file), overwrite: true);
        }

        ExpectFallback("step 10");
    }

    [Fact]
    public void The_next_format_version_is_refused_by_number()
    {
        File.WriteAllText(At(20, "manifest.json"), "{\"format_version\": 2, \"something\": \"new\"}");

        ExpectFallback("format version is 2");
    }

    [Fact]
    public void A_manifest_that_is_absurdly_long_is_not_read()
    {
        using (var stream = new FileStream(At(20, "manifest.json"), FileMode.Open))
        {
            stream.SetLength(CheckpointManifest.LargestBytes + 1);
        }

        ExpectFallback("limit");
    }

    [Fact]
    public void When_all_are_damaged_none_is_found_and_all_are_reported()
    {
        File.Delete(At(10, "manifest.json"));
        File.Delete(At(20, "progress.json"));

        var search = Store.FindNewest();

        Assert.Null(search.Newest);
        Assert.Equal([20L, 10L], search.Skipped.Select(skipped => skipped.Step));
    }

    [Fact]
    public void Saving_over_a_damaged_checkpoint_mends_it()
    {
        File.Delete(At(20, "manifest.json"));

        Store.SaveStep(20);

        Saving.AssertWhole(Store.FindNewest().Newest, 20);
    }

    private void ExpectFallback(string named)
    {
        var search = Store.FindNewest();
        Saving.AssertWhole(search.Newest, 10);
        var skipped = Assert.Single(search.Skipped);
        Assert.Equal(20, skipped.Step);
        Assert.Contains(named, skipped.Reason, StringComparison.Ordinal);

        // Who names a step gets that step or nothing.
        var refusal = Assert.Throws<CheckpointException>(() => Store.Open(20));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    private string At(long step, string file) => _scratch.Below("checkpoints", $"step-{step:D6}", file);

    private CheckpointStore Store => new(_scratch.Below("checkpoints"), keep: 2);
}
