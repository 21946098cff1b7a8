using System.Buffers.Binary;

namespace Align.Training.Verification.Isolation;

/// <summary>Writes frames as <see cref="FrameReader"/> reads them.</summary>
internal static class FrameWriter
{
    /// <summary>Writes one frame whole.</summary>
    /// <exception cref="ProtocolException">It is longer than a reader takes.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > FrameReader.MaxLength)
        {
            throw new ProtocolException(FormattableString.Invariant($"a frame of {content.Length} bytes; from 1 to {FrameReader.MaxLength} are allowed"));
        }
        // In one write: a reader never sees a length without at least a part of its frame, and a call costs more than a copy.
        var frame = new byte[sizeof(uint) + content.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)content.Length);
        content.CopyTo(frame.AsSpan(sizeof(uint)));
        stream.Write(frame);
        stream.Flush();
    }
}
