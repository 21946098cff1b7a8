namespace Align.Training.Supervision;

/// <summary>One process at a time works on a run. The system gives the lock back when its holder dies, however it dies.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a run, whose directory is created where there is none.</summary>
    /// <exception cref="RunInUseException">Another process has it, or the directory cannot be written.</exception>
    public static RunLock Take(RunDirectory directory)
    {
        try
        {
            Directory.CreateDirectory(directory.Path);
            return new RunLock(new FileStream(directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunInUseException(directory.Path, failure);
        }
    }

    /// <summary>Gives the lock back. The file stays: removing it could take the lock from under the next holder.</summary>
    public void Dispose() => _file.Dispose();
}
