namespace Align.Training.Checkpoints;

/// <summary>The machine's own disk.</summary>
internal sealed class LocalDisk : ICheckpointDisk
{
    public long AvailableBytes(string directory) => new DriveInfo(Path.GetFullPath(directory)).AvailableFreeSpace;

    public Stream Create(string path) => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);

    public void Flush(Stream stream) => ((FileStream)stream).Flush(flushToDisk: true);

    public void FlushDirectory(string directory) => DirectorySync.Flush(directory);
}
