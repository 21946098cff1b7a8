namespace Align.Tests.Training.Checkpoints;

/// <summary>A directory that lives as long as a test.</summary>
public sealed class ScratchDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("align-test-").FullName;

    public string Below(params string[] names) => Path.Combine([FullPath, .. names]);

    /// <summary>A copy of a directory as it is at this moment: what the disk would show after a kill.</summary>
    public string CopyOf(string source, string name)
    {
        var copy = Below(name);
        Directory.CreateDirectory(copy);
        foreach (var directory in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(copy, Path.GetRelativePath(source, directory)));
        }
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            using var reader = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var writer = File.Create(Path.Combine(copy, Path.GetRelativePath(source, file)));
            reader.CopyTo(writer);
        }
        return copy;
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
