using System.Text;
using Align.Models;
using Align.Models.Safetensors;

namespace Align.Tests.Models.Safetensors;

public sealed class SafetensorsHeaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_valid_file_opens_with_its_tensors_in_the_order_of_their_bytes()
    {
        using var file = SafetensorsFile.Open(_directory.Write("a.safetensors", SafetensorsBytes.Valid));

        Assert.Equal(["a", "b"], file.Header.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("U8[2, 2]", file.Header.Tensors[0].ToString());
        Assert.Equal((4L, 12L), (file.Header.Tensors[1].Begin, file.Header.Tensors[1].End));
        Assert.Equal("pt", file.Header.Metadata["format"]);
        Assert.Equal(8 + SafetensorsBytes.ValidHeader.Length, file.Header.DataStart);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var whole = SafetensorsBytes.Valid;
        for (var length = 0; length < whole.Length; length++)
        {
            var expected = length < 8 ? "HeaderTooSmall"
                : length < 8 + SafetensorsBytes.ValidHeader.Length ? "InvalidHeaderLength"
                : "MetadataIncompleteBuffer";
            Assert.Equal((length, expected), (length, SafetensorsBytes.Verdict(_directory, whole[..length])));
        }
        Assert.Null(SafetensorsBytes.Verdict(_directory, whole));
    }

    [Theory]
    [InlineData(1UL << 63, "HeaderTooLarge")]
    [InlineData(ulong.MaxValue, "HeaderTooLarge")]
    [InlineData(100_000_001UL, "HeaderTooLarge")]
    [InlineData(100_000_000UL, "InvalidHeaderLength")]
    [InlineData(2UL, "InvalidHeaderLength")]
    public void A_lying_header_length_is_refused_before_anything_is_allocated(ulong length, string check)
    {
        // The file has 9 bytes, so one byte follows the length.
        var path = _directory.Write("a.safetensors", [.. SafetensorsBytes.Length(length), (byte)'{']);
        Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(path));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Record.Exception(() => SafetensorsFile.Open(path));

        Assert.Equal(check, Assert.IsType<ModelFileException>(exception).Check);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void A_header_length_of_the_file_length_minus_seven_is_refused()
    {
        var bytes = SafetensorsBytes.Valid;
        SafetensorsBytes.Length((ulong)bytes.Length - 7).CopyTo(bytes, 0);

        Assert.Equal("InvalidHeaderLength", SafetensorsBytes.Verdict(_directory, bytes));
    }

    [Fact]
    public void A_git_lfs_pointer_is_named_as_such()
    {
        var path = _directory.Write("a.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 988097824\n");

        var exception = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(path));

        Assert.Equal("GitLfsPointer", exception.Check);
        Assert.Contains("git lfs pull", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_typed_error()
    {
        var exception = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(_directory.File("absent.safetensors")));

        Assert.Equal("Unreadable", exception.Check);
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused() =>
        Assert.Equal("InvalidHeader", SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose([(byte)'{', 0xC3, 0x28, (byte)'}'], 0)));

    [Theory]
    [InlineData(" \t\r\n{}", null)]
    [InlineData("{}   ", null)]
    [InlineData("\v{}", "InvalidHeaderDeserialization")]
    [InlineData("{}\0", "InvalidHeaderDeserialization")]
    [InlineData("{}{}", "InvalidHeaderDeserialization")]
    [InlineData("[]", "InvalidHeaderDeserialization")]
    [InlineData("", "InvalidHeaderDeserialization")]
    [InlineData("{/**/}", "InvalidHeaderDeserialization")]
    [InlineData("\uFEFF{}", "InvalidHeaderDeserialization")]
    public void Only_json_white_space_may_surround_the_header(string header, string? check) =>
        Assert.Equal(check, SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose(header, 0)));

    [Fact]
    public void A_header_nested_ten_thousand_deep_is_refused()
    {
        var header = "{\"a\":" + new string('[', 10_000) + new string(']', 10_000) + "}";

        Assert.Equal("InvalidHeaderDeserialization", SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose(header, 0)));
    }

    [Fact]
    public void Two_million_tensors_are_refused_at_the_cost_of_the_header_alone()
    {
        var header = new StringBuilder("{");
        for (var i = 0; i < 2_000_000; i++) header.Append('"').Append(i).Append("\":{},");
        header.Length--;
        var bytes = SafetensorsBytes.Compose(header.Append('}').ToString(), 0);
        var path = _directory.Write("a.safetensors", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Record.Exception(() => SafetensorsFile.Open(path));

        Assert.Equal("TooManyTensors", Assert.IsType<ModelFileException>(exception).Check);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length + (64 * 1024));
    }
}
