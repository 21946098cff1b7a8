using System.Buffers.Binary;

namespace Align.Training.Verification.Isolation;

/// <summary>Reads frames: four bytes of length, least significant first, then so many bytes.</summary>
internal sealed class FrameReader(Stream stream)
{
    /// <summary>Longest frame in bytes; a longer one is refused before anything is set aside for it.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private readonly byte[] _header = new byte[sizeof(uint)];

    /// <summary>The next frame; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="ProtocolException">The length is impossible, or the stream ends within a frame.</exception>
    public byte[]? Read()
    {
        var got = stream.ReadAtLeast(_header, _header.Length, throwOnEndOfStream: false);
        if (got == 0)
        {
            return null;
        }
        if (got < _header.Length)
        {
            throw new ProtocolException("the stream ended within the length of a frame");
        }
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_header);
        if (length is 0 or > MaxLength)
        {
            throw new ProtocolException(FormattableString.Invariant($"a frame of {length} bytes; from 1 to {MaxLength} are allowed"));
        }
        var frame = new byte[length];
        return stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length
            ? frame
            : throw new ProtocolException("the stream ended within a frame");
    }
}
