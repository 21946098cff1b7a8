using System.Buffers.Binary;
using System.Text;
using Align.Models;
using Align.Models.Safetensors;

namespace Align.Tests.Models.Safetensors;

/// <summary>Files made by hand, so that the reader is not tested against its own writer.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Two tensors of 4 and 8 bytes and a word of metadata.</summary>
    public const string ValidHeader =
        """{"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""";

    public const int ValidDataLength = 12;

    public static byte[] Valid => Compose(ValidHeader, ValidDataLength);

    public static byte[] Compose(string header, int dataLength) => Compose(Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] Compose(byte[] header, int dataLength) => [.. Length((ulong)header.Length), .. header, .. new byte[dataLength]];

    public static byte[] Length(ulong length)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>The check that refuses a file, or null where it opens.</summary>
    public static string? Verdict(TemporaryDirectory directory, byte[] bytes)
    {
        var path = directory.Write("model.safetensors", bytes);
        try
        {
            using var file = SafetensorsFile.Open(path);
            return null;
        }
        catch (ModelFileException exception)
        {
            Assert.Equal(path, exception.File);
            Assert.Contains(exception.Check, exception.Message, StringComparison.Ordinal);
            return exception.Check;
        }
    }
}
