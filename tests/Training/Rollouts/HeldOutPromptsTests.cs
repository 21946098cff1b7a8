using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Training.Configuration;
using Align.Training.Rollouts;

namespace Align.Tests.Training.Rollouts;

public sealed class HeldOutPromptsTests
{
    private static readonly ArithmeticEnvironment Environment = new(new ArithmeticOptions { MinDigits = 1, MaxDigits = 2 });

    [Fact]
    public void No_prompt_is_in_both_parts_and_each_is_in_one()
    {
        var (tuning, report) = (All(PromptPart.Tuning, 1), All(PromptPart.Report, 1));
        Assert.Empty(tuning.Intersect(report));
        Assert.Equal(
            Enumerable.Range(0, (int)Environment.Count(PromptSplit.Test)!.Value).Select(index => Environment.CreatePrompt(PromptSplit.Test, index).Text).Order(StringComparer.Ordinal),
            tuning.Concat(report).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parts_are_the_same_whatever_the_seed()
    {
        Assert.Equal(All(PromptPart.Tuning, 1).Order(StringComparer.Ordinal), All(PromptPart.Tuning, 2).Order(StringComparer.Ordinal));
        Assert.NotEqual(All(PromptPart.Tuning, 1), All(PromptPart.Tuning, 2));
    }

    // SHA-256 of the text, its first eight bytes read as one big-endian number, modulo three.
    [Fact]
    public void The_hash_of_its_text_says_which_part_a_prompt_is_of()
    {
        foreach (var text in All(PromptPart.Tuning, 1).Concat(All(PromptPart.Report, 1)))
        {
            var first = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
            var isTuning = BigInteger.Parse("0" + first, NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 3 == 0;
            Assert.Equal(isTuning ? PromptPart.Tuning : PromptPart.Report, HeldOutPrompts.PartOf(text));
        }
    }

    // Of n texts the tuning part has a third, give or take four deviations of √(2n/9).
    [Fact]
    public void About_a_third_is_for_tuning()
    {
        var (tuning, all) = (All(PromptPart.Tuning, 1).Length, (double)Environment.Count(PromptSplit.Test)!.Value);
        Assert.InRange(tuning, (all / 3) - (4 * Math.Sqrt(2 * all / 9)), (all / 3) + (4 * Math.Sqrt(2 * all / 9)));
    }

    [Fact]
    public void Parts_of_a_split_without_an_end_are_disjoint_too_and_a_text_that_comes_again_stays_where_it_is()
    {
        var environment = new Endless(index => index % 50);
        string[] tuning = [.. new HeldOutPrompts(environment, PromptPart.Tuning).Draw(1, 400).Select(prompt => prompt.Text)];
        string[] report = [.. new HeldOutPrompts(environment, PromptPart.Report).Draw(1, 400).Select(prompt => prompt.Text)];
        Assert.Empty(tuning.Intersect(report));
        Assert.Equal((400, 400), (tuning.Length, report.Length));
        Assert.Equal(50, tuning.Concat(report).Distinct().Count());
    }

    [Fact]
    public void More_prompts_than_a_part_holds_are_refused_with_the_limit()
    {
        var most = All(PromptPart.Tuning, 1).Length;
        var refused = Assert.Throws<ConfigurationException>(() => new HeldOutPrompts(Environment, PromptPart.Tuning).Draw(1, most + 1)).Problems.Single();
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{most + 1} prompts, but environment 'arithmetic' holds out {most} of {Environment.Count(PromptSplit.Test)} for tuning and evaluations during training (a third is for tuning)"),
            refused.Problem);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"ask for at most {most}, or hold more out"), refused.Remedy);
    }

    [Fact]
    public void A_split_of_one_text_over_and_over_has_but_one_part()
    {
        var environment = new Endless(_ => 7);
        var empty = HeldOutPrompts.PartOf("7") == PromptPart.Tuning ? PromptPart.Report : PromptPart.Tuning;
        Assert.Equal(0, new HeldOutPrompts(environment, empty).CountUpTo(1));
    }

    private static string[] All(PromptPart part, long seed)
    {
        var prompts = new HeldOutPrompts(Environment, part);
        return [.. prompts.Draw(seed, prompts.CountUpTo(int.MaxValue)).Select(prompt => prompt.Text)];
    }

    private sealed class Endless(Func<long, long> number) : IEnvironment
    {
        public string Name => "endless";

        public string Alphabet => "0123456789";

        public long? Count(PromptSplit split) => null;

        public Prompt CreatePrompt(PromptSplit split, long index) => new(index, number(index).ToString(CultureInfo.InvariantCulture));
    }
}
