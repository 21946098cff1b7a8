namespace Align.Training.Checkpoints;

/// <summary>The calls by which a checkpoint reaches the disk; a test puts a failing disk in their place.</summary>
internal interface ICheckpointDisk
{
    /// <summary>Bytes that may still be written where <paramref name="directory"/> lies.</summary>
    long AvailableBytes(string directory);

    /// <summary>Creates a file, which must not exist, for writing.</summary>
    Stream Create(string path);

    /// <summary>Returns when the content of a stream of <see cref="Create"/> is on the disk.</summary>
    void Flush(Stream stream);

    /// <summary>Returns when the names in <paramref name="directory"/> are on the disk.</summary>
    void FlushDirectory(string directory);
}
