namespace Align.Tests.Architecture;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b", "a")]
    [InlineData("a /* b\n c */ d", "a\nd")]
    [InlineData("a(\"}{\") b", "a(    ) b")]
    [InlineData("a('\\'', '{') b", "a(    ,    ) b")]
    [InlineData("a(\"\\\"}\") b", "a(     ) b")]
    [InlineData("a(@\"\\\") b", "a(    ) b")]
    [InlineData("a(@\"x\"\"}\") b", "a(       ) b")]
    [InlineData("a($\"{x}}}{{\") b", "a(          ) b")]
    [InlineData("a($\"{f(\"}\")}\") b", "a(           ) b")]
    [InlineData("a(\"\"\"}\"\"\") b", "a(       ) b")]
    [InlineData("a(\"\") b", "a(  ) b")]
    [InlineData("@class x", "@class x")]
    public void Only_code_is_left(string source, string code)
    {
        var left = CodeText.Of(source);

        Assert.Equal(source.Length, left.Length);
        Assert.Equal(code, string.Join('\n', left.Split('\n').Select(line => line.Trim())));
    }
}
