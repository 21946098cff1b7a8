using System.Text.RegularExpressions;

namespace Align.Tests.Architecture;

public sealed partial class ReferenceTests
{
    private static readonly IReadOnlyList<ProjectFile> Projects = [.. RepositoryTree.Files(".csproj", "src", "envs", "rewards").Select(ProjectFile.Load)];

    [Fact]
    public void Every_project_outside_the_tests_is_a_known_room()
    {
        Assert.NotEmpty(Projects);
        Assert.All(Projects, project => Assert.Contains(project.Name, Rooms.References.Keys));
        Assert.All(Projects, project => Assert.Equal(Rooms.Of(project.RelativePath), project.Name));
    }

    [Fact]
    public void A_room_refers_only_to_the_rooms_below_it() => AssertNone(
        from project in Projects
        from room in project.Rooms
        where !Rooms.References[project.Name].Contains(room)
        select $"{project.RelativePath} refers to {room}");

    [Fact]
    public void A_room_uses_only_its_own_packages() => AssertNone(
        from project in Projects
        from package in project.Packages
        where !Rooms.Packages.GetValueOrDefault(project.Name, []).Contains(package)
        select $"{project.RelativePath} uses the package {package}");

    [Fact]
    public void The_build_files_for_all_projects_add_only_the_stack_and_the_analyzers()
    {
        var packages = RepositoryTree.Entries.Where(name => name is "Directory.Build.props" or "Directory.Build.targets")
            .SelectMany(name => ProjectFile.Load(name).Packages);

        Assert.Equal(["Akka", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "TorchSharp"], packages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_source_names_a_room_that_its_own_may_not_know() => AssertNone(
        from path in RepositoryTree.Sources
        let own = Rooms.Of(path)
        where own is not null
        from Match mention in RoomMention().Matches(CodeText.Of(RepositoryTree.Read(path)))
        where mention.Value != own && !Rooms.References[own].Contains(mention.Value)
        select $"{path} names {mention.Value}");

    [Fact]
    public void Only_the_two_stand_in_rooms_say_who_provides_tensors_and_actors() => AssertNone(
        from path in RepositoryTree.Sources
        where !path.StartsWith("src/Align.Torch/", StringComparison.Ordinal) && !path.StartsWith("src/Align.Actors/", StringComparison.Ordinal)
        where !path.StartsWith("src/Align.Kernels/Stack/", StringComparison.Ordinal)
        from Match mention in StackMention().Matches(CodeText.Of(RepositoryTree.Read(path)))
        select $"{path} names {mention.Value}");

    [Fact]
    public void Only_the_stack_folder_of_the_kernels_is_compiled_conditionally() => AssertNone(
        from path in RepositoryTree.Sources
        where !path.StartsWith("src/Align.Kernels/Stack/", StringComparison.Ordinal)
        from Match directive in Conditional().Matches(CodeText.Of(RepositoryTree.Read(path)))
        select $"{path} has {directive.Value.Trim()}");

    [Fact]
    public void A_project_file_is_read_with_its_switches()
    {
        var project = ProjectFile.Parse("src/X/X.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><UsesTorch>true</UsesTorch><UsesActors>false</UsesActors></PropertyGroup>
              <ItemGroup><ProjectReference Include="..\Align.Core\Align.Core.csproj" /><PackageReference Include="YamlDotNet" /></ItemGroup>
            </Project>
            """);

        Assert.Equal(["Align.Core", "Align.Torch"], project.Rooms);
        Assert.Equal(["YamlDotNet"], project.Packages);
    }

    [Theory]
    [InlineData("using Align.Training.Rollouts;", "Align.Training")]
    [InlineData("global using static Align.Cli.X;", "Align.Cli")]
    [InlineData("var x = global::Align.Models.Y.Z();", "Align.Models")]
    [InlineData("namespace Align.Tests.Core;", null)]
    [InlineData("using Align.Coretex;", null)]
    public void A_mention_of_a_room_is_recognized(string code, string? room) =>
        Assert.Equal(room, RoomMention().Match(code) is { Success: true } match ? match.Value : null);

    [Theory]
    [InlineData("using Align.Torch.Modules;", true)]
    [InlineData("using static TorchSharp.torch;", true)]
    [InlineData("using Akka.Actor;", true)]
    [InlineData("namespace Align.Tests.Torch;", false)]
    public void A_mention_of_the_stack_is_recognized(string code, bool expected) => Assert.Equal(expected, StackMention().IsMatch(code));

    private static void AssertNone(IEnumerable<string> offenders) =>
        Assert.True(!offenders.Any(), string.Join('\n', offenders.Distinct()));

    [GeneratedRegex(@"\bAlign\.(Torch|Actors|Kernels|Core|Algorithms|Models|Training|Testing|Cli|Envs|Rewards)\b")]
    private static partial Regex RoomMention();

    [GeneratedRegex(@"\b(Align\.Torch|Align\.Actors|TorchSharp|Akka)\b(?!\w)")]
    private static partial Regex StackMention();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(if|elif|else|endif|define|undef)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Conditional();
}
