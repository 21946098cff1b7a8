using System.Text.RegularExpressions;

namespace Align.Tests.Architecture;

public sealed partial class NameTests
{
    // The two stand-in rooms repeat the names of the libraries that they stand in for.
    [Fact]
    public void No_type_is_named_for_having_no_better_name() => AssertNone(
        from path in RepositoryTree.Sources
        where !path.StartsWith("src/Align.Torch/", StringComparison.Ordinal) && !path.StartsWith("src/Align.Actors/", StringComparison.Ordinal)
        from Match declaration in VagueType().Matches(CodeText.Of(RepositoryTree.Read(path)))
        select $"{path} declares {declaration.Groups["name"].Value}");

    [Fact]
    public void Nothing_is_left_to_be_done_later() => AssertNone(
        from path in RepositoryTree.Sources
        where !path.StartsWith("tests/Architecture/", StringComparison.Ordinal)
        from Match mark in Unfinished().Matches(RepositoryTree.Read(path))
        select $"{path} says {mark.Value}");

    [Theory]
    [InlineData("class RolloutManager", true)]
    [InlineData("record struct StringUtils(int X)", true)]
    [InlineData("interface ILossBase<T>", true)]
    [InlineData("class Database", false)]
    [InlineData("class RolloutWorker", false)]
    public void Vague_names_are_recognized(string code, bool expected) => Assert.Equal(expected, VagueType().IsMatch(code));

    private static void AssertNone(IEnumerable<string> offenders) =>
        Assert.True(!offenders.Any(), string.Join('\n', offenders));

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\s+(?<name>\w*(Manager|Helpers?|Utils?|Utilities|Impl|Base))\b")]
    private static partial Regex VagueType();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
