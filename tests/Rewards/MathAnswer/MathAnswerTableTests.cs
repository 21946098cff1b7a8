using Align.Core;
using Align.Testing;
using Xunit.Abstractions;

namespace Align.Tests.Rewards.MathAnswer;

/// <summary>The reward against thousands of right and wrong answers that code makes from gold answers.</summary>
public sealed class MathAnswerTableTests(ITestOutputHelper output)
{
    private const int LeastCases = 300;
    private const double MostFalseRejects = 0.002;

    // Held-out gold answers of all the kinds that the README names, made up for this table.
    [Fact]
    public Task It_agrees_with_a_table_of_made_up_answers() => Agrees(AnswerTable.Prompts(Path.Combine(AppContext.BaseDirectory, "MathAnswer", "fixtures", "golds.jsonl")), mostFalseRejects: 0);

    // The gold answers of GSM8K, MATH-500, AIME, AMC, Minerva and DAPO-Math, where they lie.
    [SkippableTheory]
    [InlineData("gsm8k-test.jsonl")]
    [InlineData("math500.jsonl")]
    [InlineData("aime24.jsonl")]
    [InlineData("aime25.jsonl")]
    [InlineData("amc23.jsonl")]
    [InlineData("minerva-math.jsonl")]
    [InlineData("dapo-math-17k.jsonl")]
    public Task It_agrees_with_a_table_of_real_answers(string file)
    {
        var folder = Environment.GetEnvironmentVariable("ALIGN_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "ALIGN_DATA names no folder of data sets with gold answers: the table of real answers is not checked");
        var path = Path.Combine(folder!, file);
        Skip.IfNot(File.Exists(path), $"there is no {path}: the table of its answers is not checked");
        return Agrees(AnswerTable.Prompts(path, most: 600), MostFalseRejects, leastCases: file.StartsWith('a') ? 100 : LeastCases);
    }

    private async Task Agrees(List<Prompt> prompts, double mostFalseRejects, int leastCases = LeastCases)
    {
        var (right, wrong) = (new AnswerTable(), new AnswerTable());
        foreach (var prompt in prompts)
        {
            foreach (var variant in AnswerVariants.Of(prompt.Answer!).Prepend(new("as it is", prompt.Answer!)))
            {
                await right.JudgeAsync(prompt, variant, expected: 1);
            }
            foreach (var miss in AnswerNearMisses.Of(prompt.Answer!, prompt.Text))
            {
                await wrong.JudgeAsync(prompt, miss, expected: 0);
            }
        }
        var table = $"{prompts.Count} gold answers: {right.Failures.Count} of {right.Judged} right answers refused ({right.ErrorRate:P2}), {wrong.Failures.Count} of {wrong.Judged} near-misses let through ({wrong.ErrorRate:P2})";
        output.WriteLine(table);
        var failures = string.Join('\n', right.Failures.Concat(wrong.Failures).Take(60));
        output.WriteLine(failures);

        Assert.True(right.Judged >= leastCases && wrong.Judged >= leastCases, table);
        Assert.True(wrong.Failures.Count == 0 && right.ErrorRate <= mostFalseRejects, $"{table}\n{failures}");
    }
}
