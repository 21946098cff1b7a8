using System.Security.Cryptography;

namespace Align.Training.Checkpoints;

/// <summary>Passes what is written on to a file, and hashes and counts it on the way. Does not own the file.</summary>
internal sealed class HashingStream(Stream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _count;

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException("A part of a checkpoint is written forwards only.");
    }

    /// <summary>What was written so far, as the manifest records it.</summary>
    public CheckpointFile Describe(string name) => new(name, _count, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        _hash.AppendData(buffer);
        _count += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A part of a checkpoint is only written.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A part of a checkpoint is written forwards only.");

    public override void SetLength(long value) => throw new NotSupportedException("A part of a checkpoint is written forwards only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
