namespace Align.Tests.Faults.Rewards;

/// <summary>A folder of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("align-fault-").FullName;

    public string Place(string name) => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Place(name), text);
        return Place(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
