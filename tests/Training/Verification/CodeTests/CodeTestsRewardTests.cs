using System.Text.Json;
using Align.Core;
using Align.Training.Verification.CodeTests;

namespace Align.Tests.Training.Verification.CodeTests;

public sealed class CodeTestsRewardTests
{
    private const string Adder = "a, b = map(int, input().split())\nprint(a + b)";

    private static readonly string[] s_places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    // A busy machine may take long to start a program; what is right must pass on it too.
    private static readonly CodeTestsOptions s_slow = new() { SecondsPerTest = 120, MaxSeconds = 240 };

    private static readonly Prompt s_sums = With(("2 3\n", "5\n"), ("10 -4\n", "6\n"));

    [SkippableTheory]
    [InlineData(Adder, 1)]
    [InlineData("Here it is:\n```python\n" + Adder + "\n```\nDone.", 1)]
    [InlineData("```\nprint(1)\n```\n```python\n" + Adder + "\n```", 1)]
    [InlineData("print(5)", 0)]
    [InlineData("a, b = map(int, input().split())\nprint(a + b, end='')\nprint(' extra')", 0)]
    [InlineData("a, b = map(int, input().split())\nprint(a + b)\nprint('more')", 0)]
    [InlineData("import sys\na, b = map(int, input().split())\nprint(a + b)\nsys.exit(1)", 0)]
    [InlineData("while True: print('5' * 1000)", 0)]
    [InlineData("import sys\nsys.stdin.close()\nprint(5)", 0)]
    [InlineData("this is no program", 0)]
    [InlineData("```python\n" + Adder, 0)]
    [InlineData("", 0)]
    [InlineData("```\n```", 0)]
    [InlineData("```python\nprint(1)\n```\n" + Adder + "\n```python\n", 0)]
    public async Task Every_test_must_pass(string completion, double score) => Assert.Equal(score, await Score(s_sums, completion));

    [SkippableFact]
    public async Task The_beginning_of_the_output_is_not_the_output()
    {
        Assert.Equal(0, await Score(With(("", "1\n2\n3\n")), "print(1)\nprint(2)"));
        Assert.Equal(0, await Score(With(("", "12")), "print(1)"));
        Assert.Equal(1, await Score(With(("", "1\n2")), "print('1  ')\nprint(2)\nprint()"));
    }

    [SkippableFact]
    public async Task A_program_that_does_not_end_fails() => Assert.Equal(0, await Score(s_sums, "while True: pass", new CodeTestsOptions { SecondsPerTest = 1 }));

    // Each of three tests hangs: one second for all of them leaves the last ones untried, and they count as failed.
    [SkippableFact]
    public async Task A_program_that_hangs_in_every_test_is_wrong_within_the_time_of_all() => Assert.Equal(0, await Score(
        With(("", "1"), ("", "2"), ("", "3")), "while True: pass", new CodeTestsOptions { SecondsPerTest = 0.6, MaxSeconds = 1, Score = CodeScore.Share }));

    [SkippableFact]
    public async Task What_one_test_leaves_in_its_directory_another_does_not_find() =>
        Assert.Equal(1, await Score(With(("", "no"), ("", "no")), "import os\nprint('yes' if os.path.exists('left') else 'no')\nopen('left', 'w').write('x')"));

    // Texts hash alike in every run: a set prints in one order.
    [SkippableFact]
    public async Task A_set_of_texts_prints_alike_each_time() =>
        Assert.Equal(1, await Score(With(("", "True"), ("", "True")), "import sys\nprint(sys.flags.hash_randomization == 0)"));

    [SkippableFact]
    public async Task A_directory_that_cannot_be_removed_is_no_fault() =>
        Assert.Equal(1, await Score(With(("", "done")), "import os\nos.makedirs('a/b')\nos.chmod('a', 0)\nprint('done')"));

    // Right for the first of the two sums alone.
    [SkippableFact]
    public async Task The_share_of_passed_tests_may_be_the_score() =>
        Assert.Equal(0.5, await Score(s_sums, "print(5)", s_slow with { Score = CodeScore.Share }));

    [SkippableFact]
    public async Task The_first_tests_may_be_enough() => Assert.Equal(1, await Score(s_sums, "print(5)", s_slow with { MaxTests = 1 }));

    [Fact]
    public async Task A_prompt_without_tests_is_skipped() => Assert.IsType<RewardOutcome.Skipped>(
        await new CodeTestsReward(new()).ScoreAsync(new Prompt(0, "?"), CompletionOf(Adder), CancellationToken.None));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{\"input\": 1}]")]
    [InlineData("no")]
    public async Task Tests_that_cannot_be_read_are_a_fault(string tests)
    {
        var prompt = new Prompt(0, "?") { Metadata = new Dictionary<string, string> { [CodeTestsReward.MetadataKey] = tests } };

        await Assert.ThrowsAsync<FormatException>(async () => await new CodeTestsReward(new()).ScoreAsync(prompt, CompletionOf(Adder), CancellationToken.None));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_fault() => await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        await new CodeTestsReward(new() { Interpreter = ["no-such-python"] }).ScoreAsync(s_sums, CompletionOf(Adder), CancellationToken.None));

    [Fact]
    public async Task A_cancelled_call_gives_no_verdict() => await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        await new CodeTestsReward(new()).ScoreAsync(s_sums, CompletionOf(Adder), new CancellationToken(canceled: true)));

    private static Prompt With(params (string Input, string Output)[] tests) => new(0, "Add.")
    {
        Metadata = new Dictionary<string, string> { [CodeTestsReward.MetadataKey] = JsonSerializer.Serialize(tests.Select(test => new { input = test.Input, output = test.Output })) },
    };

    private static Completion CompletionOf(string text) => new(0, 0, [1], text, [0f], 0, FinishReason.Stop);

    private static async Task<double> Score(Prompt prompt, string completion, CodeTestsOptions? options = null)
    {
        Skip.IfNot(s_places.Any(place => File.Exists(Path.Combine(place, "python3"))), "there is no python3: programs are not run");
        return Assert.IsType<RewardOutcome.Scored>(await new CodeTestsReward(options ?? s_slow).ScoreAsync(prompt, CompletionOf(completion), CancellationToken.None)).Value;
    }
}
