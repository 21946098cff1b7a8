namespace Align.Training.Checkpoints;

/// <summary>A checkpoint whose every byte was verified against its manifest.</summary>
/// <param name="Step">The run's step at which it was saved.</param>
/// <param name="FullPath">Its directory.</param>
/// <param name="ConfigHash">The hash of the configuration that it was saved under; the caller compares it with its own.</param>
/// <param name="FileNames">The names of its files.</param>
public sealed record Checkpoint(long Step, string FullPath, string ConfigHash, IReadOnlyList<string> FileNames)
{
    /// <summary>Opens a file of the checkpoint for reading.</summary>
    /// <exception cref="CheckpointException">The checkpoint has no such file, or it cannot be opened.</exception>
    public Stream OpenRead(string name)
    {
        if (!FileNames.Contains(name))
        {
            throw new CheckpointException(FullPath, $"it holds no '{name}', only {string.Join(", ", FileNames)}", "resume it with the program and configuration that saved it");
        }
        try
        {
            return new FileStream(Path.Combine(FullPath, name), FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(FullPath, $"'{name}' cannot be opened: {failure.Message}", "check the file's permissions and the disk", failure);
        }
    }
}
