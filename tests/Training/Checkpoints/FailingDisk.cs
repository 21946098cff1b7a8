using Align.Training.Checkpoints;

namespace Align.Tests.Training.Checkpoints;

/// <summary>The machine's disk, which refuses from the k-th call on; calls are files created, writes, flushes and flushed directories.</summary>
internal sealed class FailingDisk(int failingCall, Func<Exception> failure) : ICheckpointDisk
{
    private readonly LocalDisk _disk = new();
    private readonly Dictionary<Stream, Stream> _files = [];

    public int Calls { get; private set; }

    public Action<int>? BeforeCall { get; init; }

    public long Available { get; init; } = long.MaxValue;

    public long AvailableBytes(string directory) => Math.Min(Available, _disk.AvailableBytes(directory));

    public Stream Create(string path)
    {
        Count();
        var file = _disk.Create(path);
        var counted = new CountedStream(file, Count);
        _files.Add(counted, file);
        return counted;
    }

    public void Flush(Stream stream)
    {
        Count();
        _disk.Flush(_files[stream]);
    }

    public void FlushDirectory(string directory)
    {
        Count();
        _disk.FlushDirectory(directory);
    }

    private void Count()
    {
        Calls++;
        BeforeCall?.Invoke(Calls);
        if (Calls >= failingCall)
        {
            throw failure();
        }
    }

    private sealed class CountedStream(Stream file, Action count) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            count();
            file.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
