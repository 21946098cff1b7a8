using Align.Training.Verification.Isolation;

namespace Align.Tests.Training.Verification.Isolation;

public sealed class VisiblePathsTests : IDisposable
{
    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("align-paths-").FullName)!;

    public VisiblePathsTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "disk", "user", "keys"));
        Directory.CreateDirectory(Path.Combine(_root, "disk", "other"));
        File.WriteAllText(Path.Combine(_root, "disk", "user", "notes"), "");
        Directory.CreateSymbolicLink(Path.Combine(_root, "home"), Path.Combine(_root, "disk", "user"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_path_is_followed_through_the_links_of_every_folder_in_it()
    {
        Assert.Equal(Path.Combine(_root, "disk/user/keys"), RealPath.Of(Path.Combine(_root, "home", "keys/")));
        Assert.Null(RealPath.Of(Path.Combine(_root, "home", "absent")));
    }

    [Fact]
    public void Everything_is_visible_but_what_is_hidden_and_links()
    {
        var visible = new VisiblePaths([Path.Combine(_root, "disk/user/keys")]);
        Assert.Equal(["disk/other", "disk/user/notes"], visible.Below(_root).Select(path => Path.GetRelativePath(_root, path)).Order());
        Assert.Equal([Path.Combine(_root, "disk/other")], visible.Below(Path.Combine(_root, "disk/other")));
    }

    [Fact]
    public void A_name_that_only_begins_like_a_hidden_one_is_visible()
    {
        Directory.CreateDirectory(Path.Combine(_root, "disk/user/keys-of-others"));
        var visible = new VisiblePaths([Path.Combine(_root, "disk/user/keys")]);
        Assert.Contains(Path.Combine(_root, "disk/user/keys-of-others"), visible.Below(_root));
    }

    [Fact]
    public void In_a_folder_that_is_not_there_to_be_listed_only_the_way_to_the_hidden_is_looked_at() =>
        Assert.Equal([], new VisiblePaths([Path.Combine(_root, "absent/user/keys"), Path.Combine(_root, "absent/user/more")]).Below(Path.Combine(_root, "absent")));
}
