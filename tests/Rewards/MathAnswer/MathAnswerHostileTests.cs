using System.Text;
using Align.Rewards.MathAnswer;

namespace Align.Tests.Rewards.MathAnswer;

/// <summary>Completions that are made to hang, to overflow or to be let through. Each must be judged, and judged wrong.</summary>
public sealed class MathAnswerHostileTests
{
    public static TheoryData<string> Hostile =>
    [
        Repeated("(", 200) + "42" + Repeated(")", 200),
        Repeated(@"\frac{1}{", 150) + "42" + Repeated("}", 150),
        Repeated(@"\sqrt{", 39) + "x" + Repeated("}", 39),
        Repeated(@"\sqrt{x+", 35) + "x" + Repeated("}", 35),
        Repeated(@"\sin ", 300) + "x",
        Repeated("-", 400) + "42",
        Repeated("|", 300),
        Repeated("{", 400),
        "9" + Repeated("9", 480),
        "10^{10^{10}}",
        "2^{999999999999}",
        "(x+1)^{9999}",
        "(1+x+y+z+w)^{40}",
        Repeated("(x+y+z+w+v)", 40),
        "1e400000",
        "1e399-1e399+43",
        "300!!",
        @"\binom{300}{150}^{300}",
        Repeated("1,", 240) + "1",
        Repeated("x+", 240) + "x",
        "42/0",
        @"\frac{42}{1-1}",
        "0/0",
        @"\ln 0",
        @"\infty-\infty",
        @"42\infty/\infty^2",
        @"\begin{pmatrix}" + Repeated("1&", 200) + @"1\end{pmatrix}",
        @"\left\left\left",
        @"\undefinedcommand{42}",
        "*",
        "=42=",
        "42\0",
        "４２",
        "\U0001d7d2\U0001d7d0",
        "4２",
        Repeated("\\boxed{", 400),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task It_is_judged_wrong(string answer)
    {
        Assert.Equal(0, await MathAnswerEqualityTests.Score("42", $@"\boxed{{{answer}}}"));
        Assert.Equal(0, await MathAnswerEqualityTests.Score("42", $"Answer: {answer}"));
        Assert.Equal(0, await MathAnswerEqualityTests.Score(@"x^2+\sin x", $@"\boxed{{{answer}}}", new MathAnswerOptions { MaxAnswerLength = 5000 }));
    }

    // The work of a comparison is bounded, whatever both sides are.
    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task It_is_also_judged_as_a_gold_answer(string gold) => Assert.Equal(0, await MathAnswerEqualityTests.Score(gold, @"\boxed{x^2+7}"));

    [Fact]
    public async Task A_megabyte_of_marks_is_read_once()
    {
        var text = new StringBuilder().Insert(0, @"\boxed{ Answer: #### ", 50_000).ToString();

        Assert.Equal(0, await MathAnswerEqualityTests.Score("42", text));
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_wrong()
    {
        Assert.Equal(0, await MathAnswerEqualityTests.Score("42", $@"\boxed{{42{Repeated(" ", 600)}+0}}"));
        Assert.Equal(1, await MathAnswerEqualityTests.Score("42", $@"\boxed{{42{Repeated(" ", 600)}+0}}", new MathAnswerOptions { MaxAnswerLength = 1000 }));
    }

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
