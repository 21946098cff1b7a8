namespace Align.Tests.Models.Safetensors;

/// <summary>Headers that lie about one thing each, with the check that must catch it. The files have 12 bytes of data.</summary>
public sealed class SafetensorsLieTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    // Geometry: overlap, hole, late start, reversed, too short and too long a range.
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[9],"data_offsets":[3,12]}}""", "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[7],"data_offsets":[5,12]}}""", "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"U8","shape":[11],"data_offsets":[1,12]}}""", "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[12,0]}}""", "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "InvalidOffset")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}}""", "TensorInvalidInfo")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", "TensorInvalidInfo")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,12]}}""", "TensorInvalidInfo")]
    // The data: trailing bytes, and fewer bytes than promised.
    [InlineData("""{"a":{"dtype":"U8","shape":[11],"data_offsets":[0,11]}}""", "MetadataIncompleteBuffer")]
    [InlineData("""{"a":{"dtype":"U8","shape":[13],"data_offsets":[0,13]}}""", "MetadataIncompleteBuffer")]
    [InlineData("{}", "MetadataIncompleteBuffer")]
    // Arithmetic: the product of the shape, and that product in bits.
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296,12],"data_offsets":[0,12]}}""", "ValidationOverflow")]
    [InlineData("""{"a":{"dtype":"F64","shape":[9223372036854775807,3,0],"data_offsets":[0,12]}}""", "ValidationOverflow")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,12]}}""", "ValidationOverflow")]
    [InlineData("""{"a":{"dtype":"F4","shape":[23],"data_offsets":[0,12]}}""", "MisalignedSlice")]
    // Numbers: negative, fractional, exponential, too large, and not numbers.
    [InlineData("""{"a":{"dtype":"U8","shape":[-12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12.0],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[-0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12e0],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0,18446744073709551616]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":["12"],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    // Structure: offsets of another count, missing and repeated fields, names twice, unknown dtypes, metadata that is not text.
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12],"path":"/etc/passwd"}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[12,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":"U7","shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":{"dtype":8,"shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"a":[0,12]}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"__metadata__":{"epoch":3},"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"__metadata__":{"x":"1","x":"2"},"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[12],"data_offsets":[0,12]}}""", "InvalidHeaderDeserialization")]
    public void Each_lie_is_caught_by_its_own_check(string header, string check) =>
        Assert.Equal(check, SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose(header, 12)));

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12]},"empty":{"dtype":"F32","shape":[0,7],"data_offsets":[12,12]}}""")]
    [InlineData("""{"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}""")]
    [InlineData("""{"late":{"data_offsets":[4,12],"shape":[8],"dtype":"I8"},"early":{"shape":[2],"dtype":"BF16","data_offsets":[0,4]}}""")]
    [InlineData("""{"halves":{"dtype":"F4","shape":[24],"data_offsets":[0,12]}}""")]
    public void Empty_tensors_scalars_and_any_order_are_legal(string header) =>
        Assert.Null(SafetensorsBytes.Verdict(_directory, SafetensorsBytes.Compose(header, 12)));
}
