namespace Align.Training.Supervision;

/// <summary>A file that is whole or does not exist, whenever the process dies.</summary>
internal static class WholeFile
{
    /// <summary>What the file is called until it is whole.</summary>
    public static string UnfinishedPathOf(string path) => path + ".tmp";

    /// <summary>Writes beside the file, to the disk, and renames.</summary>
    /// <exception cref="IOException">The disk refused; a former file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using (var file = new FileStream(UnfinishedPathOf(path), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(UnfinishedPathOf(path), path, overwrite: true);
    }
}
