using System.Text.RegularExpressions;

namespace Align.Tests.Architecture;

/// <summary>What the documentation points at is there.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. RepositoryTree.Pages];

    [Fact]
    public void There_are_pages_to_look_at() => Assert.Contains("docs/training.md", RepositoryTree.Pages);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(page) ?? "";
        var broken =
            from Match link in Link().Matches(RepositoryTree.Read(page))
            let target = link.Groups["target"].Value
            where !RepositoryTree.Exists(Path.Combine(folder, target))
            select target;
        Assert.Empty(broken.ToArray());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_source_that_a_page_names_exists(string page)
    {
        // Names with My in them are those of the reader's own files.
        var missing =
            from Match name in SourceName().Matches(RepositoryTree.Read(page))
            let path = name.Groups["path"].Value
            where !path.Contains("/My", StringComparison.Ordinal) && !RepositoryTree.Exists(path)
            select path;
        Assert.Empty(missing.ToArray());
    }

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(src/Align|tests|envs|eng|docs|bench|experiments)[/.][A-Za-z0-9_./-]+)`")]
    private static partial Regex SourceName();
}
