using System.Buffers.Binary;
using System.Globalization;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Align.Models.Safetensors;

/// <summary>Reads a header through the format's checks, in order, each of which refuses with its own <see cref="SafetensorsCheck"/>.</summary>
/// <remarks>Nothing is allocated for the header before its length is known to be honest, and nothing for a tensor before all checks have passed.</remarks>
internal static class SafetensorsHeaderReader
{
    private const int LengthBytes = 8;

    /// <summary>Reads and checks the header of an open file.</summary>
    /// <exception cref="ModelFileException">A check refused the file.</exception>
    public static SafetensorsHeader Read(SafeFileHandle file, string path)
    {
        var fileLength = RandomAccess.GetLength(file);
        var headerLength = ReadHeaderLength(file, path, fileLength);
        var json = new byte[headerLength];
        ReadExactly(file, path, json, LengthBytes);
        if (!Utf8.IsValid(json))
            throw Refuse(path, SafetensorsCheck.InvalidHeader, "a header in UTF-8", "bytes that are not UTF-8");
        var (entries, metadata) = SafetensorsHeaderParser.Parse(json, path);
        entries.Sort(ByOffset);
        SafetensorsGeometry.Check(entries, path, dataLength: fileLength - LengthBytes - headerLength);
        return new SafetensorsHeader([.. entries], metadata, LengthBytes + headerLength);
    }

    /// <summary>Fills the buffer from the file.</summary>
    /// <exception cref="ModelFileException">The file ended early: it changed while it was read.</exception>
    public static void ReadExactly(SafeFileHandle file, string path, Span<byte> buffer, long offset)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var count = RandomAccess.Read(file, buffer[done..], offset + done);
            if (count == 0)
                throw Refuse(path, SafetensorsCheck.Unreadable, $"{buffer.Length:N0} bytes at offset {offset:N0}", $"the end of the file after {done:N0}");
            done += count;
        }
    }

    /// <summary>The exception of a check.</summary>
    public static ModelFileException Refuse(string path, SafetensorsCheck check, string expected, string actual) =>
        new(path, check.ToString(), expected, actual);

    private static int ReadHeaderLength(SafeFileHandle file, string path, long fileLength)
    {
        if (fileLength < LengthBytes)
            throw Refuse(path, SafetensorsCheck.HeaderTooSmall, "at least 8 bytes", $"{fileLength} bytes");
        RefuseGitLfsPointer(file, path, fileLength);
        Span<byte> prefix = stackalloc byte[LengthBytes];
        ReadExactly(file, path, prefix, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaxHeaderBytes)
            throw Refuse(path, SafetensorsCheck.HeaderTooLarge, $"a header of at most {SafetensorsHeader.MaxHeaderBytes:N0} bytes", Bytes(length));
        // Compared with what remains, so that no sum can wrap.
        if (length > (ulong)(fileLength - LengthBytes))
            throw Refuse(path, SafetensorsCheck.InvalidHeaderLength, $"a header of at most the {fileLength - LengthBytes:N0} bytes that follow its length", Bytes(length));
        return (int)length;
    }

    private static void RefuseGitLfsPointer(SafeFileHandle file, string path, long fileLength)
    {
        var marker = "version https://git-lfs"u8;
        if (fileLength < marker.Length) return;
        Span<byte> start = stackalloc byte[marker.Length];
        ReadExactly(file, path, start, 0);
        if (start.SequenceEqual(marker))
            throw Refuse(path, SafetensorsCheck.GitLfsPointer, "the weights themselves", "a Git LFS pointer; fetch the weights with `git lfs pull`");
    }

    private static int ByOffset(SafetensorsEntry left, SafetensorsEntry right)
    {
        var byBegin = left.Begin.CompareTo(right.Begin);
        if (byBegin != 0) return byBegin;
        var byEnd = left.End.CompareTo(right.End);
        return byEnd != 0 ? byEnd : string.CompareOrdinal(left.Name, right.Name);
    }

    private static string Bytes(ulong count) => count.ToString("N0", CultureInfo.InvariantCulture) + " bytes";
}
