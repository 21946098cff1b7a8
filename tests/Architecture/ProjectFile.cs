using System.Xml.Linq;

namespace Align.Tests.Architecture;

/// <summary>What a project file refers to.</summary>
internal sealed record ProjectFile(string RelativePath, IReadOnlyList<string> Rooms, IReadOnlyList<string> Packages)
{
    public string Name => Path.GetFileNameWithoutExtension(RelativePath);

    public static ProjectFile Load(string relativePath) => Parse(relativePath, RepositoryTree.Read(relativePath));

    public static ProjectFile Parse(string relativePath, string xml)
    {
        var document = XDocument.Parse(xml);
        var rooms = document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')))
            .Concat(document.Descendants("UsesTorch").Where(IsTrue).Select(_ => "Align.Torch"))
            .Concat(document.Descendants("UsesActors").Where(IsTrue).Select(_ => "Align.Actors"));
        var packages = document.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!);
        return new ProjectFile(relativePath, [.. rooms], [.. packages]);
    }

    private static bool IsTrue(XElement element) => string.Equals(element.Value.Trim(), "true", StringComparison.OrdinalIgnoreCase);
}
