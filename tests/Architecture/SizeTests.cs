namespace Align.Tests.Architecture;

public sealed class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestFunction = 40;

    [Fact]
    public void No_file_is_longer_than_300_lines() => AssertNone(
        from path in RepositoryTree.Sources
        let lines = RepositoryTree.Read(path).AsSpan().TrimEnd('\n').Count('\n') + 1
        where lines > LongestFile
        select $"{path} has {lines} lines");

    [Fact]
    public void No_function_is_longer_than_40_lines() => AssertNone(
        from path in RepositoryTree.Sources
        from function in FunctionLengths.Of(RepositoryTree.Read(path))
        where function.Lines > LongestFunction
        select $"{path}:{function.Line} has {function.Lines} lines: {function.Signature}");

    private static void AssertNone(IEnumerable<string> offenders) =>
        Assert.True(!offenders.Any(), string.Join('\n', offenders));
}
