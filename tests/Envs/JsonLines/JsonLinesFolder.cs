namespace Align.Tests.Envs.JsonLines;

/// <summary>Invented data files in a folder of their own.</summary>
internal sealed class JsonLinesFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("align-jsonl-");

    public string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>A file of sums, <c>What is 7 + 1?</c> and so on.</summary>
    public string Sums(string name, int from, int count) =>
        Write(name, [.. Enumerable.Range(from, count).Select(number => $$"""{"id":"sum-{{number}}","prompt":[{"role":"user","content":"What is {{number}} + 1?"}],"answer":"{{number + 1}}"}""")]);

    public void Dispose() => _folder.Delete(recursive: true);
}
